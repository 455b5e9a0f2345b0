// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "1st"]
    _1st (id) {
        id -> Nullable<Integer>,
        #[sql_name = "1st"]
        _1st_ -> Nullable<Text>,
        #[sql_name = "_1st"]
        _1st_ -> Nullable<Text>,
    }
}

diesel::table! {
    #[sql_name = "Camel Case"]
    Camel_Case (Id) {
        Id -> Nullable<Integer>,
        #[sql_name = "first name"]
        first_name -> Nullable<Text>,
        #[sql_name = "last-name"]
        last_name -> Nullable<Text>,
        #[sql_name = "a  -  b"]
        a_b -> Nullable<Text>,
        #[sql_name = "größe"]
        gr_e -> Nullable<Text>,
        #[sql_name = "日本"]
        __ -> Nullable<Text>,
        #[sql_name = "1st"]
        _1st -> Nullable<Text>,
        #[sql_name = "2"]
        _2 -> Nullable<Text>,
        #[sql_name = "_"]
        __ -> Nullable<Text>,
        __ -> Nullable<Text>,
        #[sql_name = "__x"]
        __x_ -> Nullable<Text>,
        __x_ -> Nullable<Text>,
        #[sql_name = "$"]
        __ -> Nullable<Text>,
        #[sql_name = "ends "]
        ends_ -> Nullable<Text>,
        #[sql_name = " starts"]
        _starts -> Nullable<Text>,
        #[sql_name = r#"quo"te"#]
        quo_te -> Nullable<Text>,
        #[sql_name = r##"quo"#te"##]
        quo_te -> Nullable<Text>,
        #[sql_name = "it's"]
        it_s -> Nullable<Text>,
        #[sql_name = "dot.ted"]
        dot_ted -> Nullable<Text>,
        #[sql_name = "Camel Case"]
        Camel_Case_ -> Nullable<Text>,
    }
}

diesel::table! {
    #[sql_name = "columns"]
    columns_ (id) {
        id -> Nullable<Integer>,
        #[sql_name = "columns"]
        columns_ -> Nullable<Text>,
        #[sql_name = "table"]
        table_ -> Nullable<Text>,
        #[sql_name = "is_nullable"]
        is_nullable_ -> Nullable<Text>,
        all_columns -> Nullable<Text>,
        dsl -> Nullable<Text>,
        star -> Nullable<Text>,
    }
}

diesel::table! {
    #[sql_name = "größen"]
    gr_en (id) {
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    #[sql_name = "table"]
    table_ (table_) {
        #[sql_name = "table"]
        table_ -> Nullable<Integer>,
        type_ -> Nullable<Text>,
    }
}

diesel::table! {
    #[sql_name = "type"]
    type_ (id) {
        id -> Nullable<Integer>,
        #[sql_name = "self"]
        self_ -> Nullable<Text>,
        #[sql_name = "type"]
        type_ -> Nullable<Text>,
        #[sql_name = "async"]
        async_ -> Nullable<Text>,
        #[sql_name = "await"]
        await_ -> Nullable<Text>,
        #[sql_name = "dyn"]
        dyn_ -> Nullable<Text>,
        #[sql_name = "try"]
        try_ -> Nullable<Text>,
        #[sql_name = "abstract"]
        abstract_ -> Nullable<Text>,
        #[sql_name = "become"]
        become_ -> Nullable<Text>,
        #[sql_name = "box"]
        box_ -> Nullable<Text>,
        #[sql_name = "do"]
        do_ -> Nullable<Text>,
        #[sql_name = "final"]
        final_ -> Nullable<Text>,
        #[sql_name = "macro"]
        macro_ -> Nullable<Text>,
        #[sql_name = "override"]
        override_ -> Nullable<Text>,
        #[sql_name = "priv"]
        priv_ -> Nullable<Text>,
        #[sql_name = "typeof"]
        typeof_ -> Nullable<Text>,
        #[sql_name = "unsized"]
        unsized_ -> Nullable<Text>,
        #[sql_name = "virtual"]
        virtual_ -> Nullable<Text>,
        #[sql_name = "yield"]
        yield_ -> Nullable<Text>,
        #[sql_name = "as"]
        as_ -> Nullable<Text>,
        #[sql_name = "break"]
        break_ -> Nullable<Text>,
        #[sql_name = "const"]
        const_ -> Nullable<Text>,
        #[sql_name = "continue"]
        continue_ -> Nullable<Text>,
        #[sql_name = "crate"]
        crate_ -> Nullable<Text>,
        #[sql_name = "else"]
        else_ -> Nullable<Text>,
        #[sql_name = "enum"]
        enum_ -> Nullable<Text>,
        #[sql_name = "extern"]
        extern_ -> Nullable<Text>,
        #[sql_name = "false"]
        false_ -> Nullable<Text>,
        #[sql_name = "fn"]
        fn_ -> Nullable<Text>,
        #[sql_name = "for"]
        for_ -> Nullable<Text>,
        #[sql_name = "if"]
        if_ -> Nullable<Text>,
        #[sql_name = "impl"]
        impl_ -> Nullable<Text>,
        #[sql_name = "in"]
        in_ -> Nullable<Text>,
        #[sql_name = "let"]
        let_ -> Nullable<Text>,
        #[sql_name = "loop"]
        loop_ -> Nullable<Text>,
        #[sql_name = "match"]
        match_ -> Nullable<Text>,
        #[sql_name = "mod"]
        mod_ -> Nullable<Text>,
        #[sql_name = "move"]
        move_ -> Nullable<Text>,
        #[sql_name = "mut"]
        mut_ -> Nullable<Text>,
        #[sql_name = "pub"]
        pub_ -> Nullable<Text>,
        #[sql_name = "ref"]
        ref_ -> Nullable<Text>,
        #[sql_name = "return"]
        return_ -> Nullable<Text>,
        #[sql_name = "static"]
        static_ -> Nullable<Text>,
        #[sql_name = "struct"]
        struct_ -> Nullable<Text>,
        #[sql_name = "super"]
        super_ -> Nullable<Text>,
        #[sql_name = "trait"]
        trait_ -> Nullable<Text>,
        #[sql_name = "true"]
        true_ -> Nullable<Text>,
        #[sql_name = "unsafe"]
        unsafe_ -> Nullable<Text>,
        #[sql_name = "use"]
        use_ -> Nullable<Text>,
        #[sql_name = "where"]
        where_ -> Nullable<Text>,
        #[sql_name = "while"]
        while_ -> Nullable<Text>,
        union -> Nullable<Text>,
        gen -> Nullable<Text>,
        raw -> Nullable<Text>,
        safe -> Nullable<Text>,
        auto -> Nullable<Text>,
        default -> Nullable<Text>,
        macro_rules -> Nullable<Text>,
    }
}

diesel::table! {
    users (users_) {
        #[sql_name = "users"]
        users_ -> Nullable<Integer>,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    zoo (Self_) {
        #[sql_name = "Self"]
        Self_ -> Nullable<Integer>,
        #[sql_name = "1 user"]
        _1_user -> Nullable<Integer>,
        #[sql_name = "zoo"]
        zoo_ -> Nullable<Integer>,
        camel -> Nullable<Integer>,
    }
}

diesel::joinable!(zoo -> _1st (zoo_));
diesel::joinable!(zoo -> Camel_Case (camel));
diesel::joinable!(zoo -> type_ (Self_));
diesel::joinable!(zoo -> users (_1_user));

diesel::allow_tables_to_appear_in_same_query!(
    _1st, Camel_Case, columns_, gr_en, table_, type_, users, zoo,
);
