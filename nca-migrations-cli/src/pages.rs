//! The pages of `docs/problems`, which `explain` shows.

use nca_migrations_core::problem::Code;

macro_rules! pages {
    ($($code:literal,)*) => {
        /// Each page by its code.
        const PAGES: &[(&str, &str)] = &[
            // Through a link in this crate's directory, so that a packaged crate carries the pages.
            $(($code, include_str!(concat!("../problems/", $code, ".md"))),)*
        ];
    };
}

pages! {
    "NCA0101",
    "NCA0102",
    "NCA0103",
    "NCA0104",
    "NCA0105",
    "NCA0106",
    "NCA0107",
    "NCA0108",
    "NCA0109",
    "NCA0201",
    "NCA0202",
    "NCA0203",
    "NCA0301",
    "NCA0302",
    "NCA0303",
    "NCA0304",
    "NCA0305",
    "NCA0306",
    "NCA0401",
    "NCA0402",
    "NCA0403",
    "NCA0404",
    "NCA0405",
    "NCA0406",
    "NCA0501",
    "NCA0502",
    "NCA0503",
    "NCA0504",
    "NCA0505",
    "NCA0506",
    "NCA0507",
    "NCA0508",
    "NCA0509",
    "NCA0601",
    "NCA0602",
    "NCA0603",
    "NCA0604",
    "NCA0605",
    "NCA0606",
    "NCA0607",
    "NCA0608",
    "NCA0609",
    "NCA0701",
    "NCA0702",
    "NCA0703",
    "NCA0704",
}

/// The page of a code.
pub(crate) fn of(code: Code) -> &'static str {
    let name = code.to_string();
    let page = PAGES.iter().find(|(code, _)| *code == name);
    page.map_or("", |(_, page)| page)
}

/// The title of a code's page.
pub(crate) fn title(code: Code) -> &'static str {
    let heading = of(code).lines().next().unwrap_or_default();
    heading.split_once(": ").map_or(heading, |(_, title)| title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_and_every_page_a_code() {
        for code in Code::ALL {
            let heading = format!("# {code}: {}\n", title(*code));
            assert!(of(*code).starts_with(&heading), "{code}");
            assert!(!title(*code).is_empty(), "{code}");
        }
        assert_eq!(PAGES.len(), Code::ALL.len());
    }
}
