// @generated automatically by Diesel CLI.

diesel::table! {
    notes (id) {
        id -> Nullable<Integer>,
        body -> Text,
    }
}

diesel::table! {
    search (rowid) {
        rowid -> Integer,
        body -> Nullable<Binary>,
        #[sql_name = "search"]
        search_ -> Nullable<Binary>,
        rank -> Nullable<Binary>,
    }
}

diesel::table! {
    search_config (k) {
        k -> Binary,
        v -> Nullable<Binary>,
    }
}

diesel::table! {
    search_data (id) {
        id -> Nullable<Integer>,
        block -> Nullable<Binary>,
    }
}

diesel::table! {
    search_docsize (id) {
        id -> Nullable<Integer>,
        sz -> Nullable<Binary>,
    }
}

diesel::table! {
    search_idx (segid, term) {
        segid -> Binary,
        term -> Binary,
        pgno -> Nullable<Binary>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    notes,
    search,
    search_config,
    search_data,
    search_docsize,
    search_idx,
);
