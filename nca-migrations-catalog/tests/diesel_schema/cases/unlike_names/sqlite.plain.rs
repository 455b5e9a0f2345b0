// @generated automatically by Diesel CLI.

diesel::table! {
    odd (id) {
        id -> Nullable<Integer>,
        #[sql_name = "back\slash"]
        back_slash -> Nullable<Text>,
        #[sql_name = "two
        lines"]
        two_lines -> Nullable<Text>,
        #[sql_name = ""]
        _ -> Nullable<Text>,
    }
}
