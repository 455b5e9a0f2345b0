diesel::table! {
    books (title) {
        title -> Text,
    }
}

diesel::table! {
    loans (title) {
        title -> Text,
        borrower -> Text,
    }
}
