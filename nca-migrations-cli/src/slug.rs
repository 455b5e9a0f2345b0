//! A message as a part of a directory's name.

/// Alembic's `truncate_slug_length`.
pub(crate) const LONGEST: usize = 40;

/// The slug of a message: lower-case ASCII words joined by `_`, at most `longest` characters, cut at a
/// word. Letters of Latin alphabets become their nearest ASCII ones; a message in another script
/// gives `migration`. None for a message without any letter or digit.
pub(crate) fn of(message: &str, longest: usize) -> Option<String> {
    let mut words: Vec<String> = vec![String::new()];
    for c in message.chars().flat_map(char::to_lowercase) {
        match ascii(c) {
            Some(letters) => words.last_mut()?.push_str(&letters),
            None if is_inside_a_word(c) => {}
            None => words.push(String::new()),
        }
    }
    let mut slug = String::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        match slug.len() {
            0 => slug.push_str(&word[..word.len().min(longest)]),
            length if length + 1 + word.len() <= longest => {
                slug.push('_');
                slug.push_str(word);
            }
            _ => break,
        }
    }
    if slug.is_empty() {
        let has_words = message.chars().any(char::is_alphanumeric);
        return has_words.then(|| "migration".to_owned());
    }
    Some(slug)
}

/// An apostrophe (`don't`), an accent of its own: nothing that ends a word.
fn is_inside_a_word(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{0300}'..='\u{036f}')
}

/// What stands for a lower-case letter or digit in ASCII.
fn ascii(c: char) -> Option<String> {
    let letters = match c {
        'a'..='z' | '0'..='9' => return Some(c.to_string()),
        'ä' | 'æ' => "ae",
        'ö' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'þ' => "th",
        '\u{133}' => "ij",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    };
    Some(letters.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::LONGEST;

    fn of(message: &str) -> Option<String> {
        super::of(message, LONGEST)
    }

    #[test]
    fn words() {
        for (message, slug) in [
            ("create users", "create_users"),
            ("  Create   USERS!  ", "create_users"),
            ("add e-mail; drop fax", "add_e_mail_drop_fax"),
            ("don't lose rows", "dont_lose_rows"),
            ("Größe über naïve Ærø", "groesse_ueber_naive_aero"),
            ("e\u{301}tat", "etat"),
            ("../../etc/passwd", "etc_passwd"),
            ("..\\..\\x\0\n", "x"),
            ("İstanbul", "istanbul"),
            ("创建 users", "users"),
            ("创建用户", "migration"),
        ] {
            assert_eq!(of(message).as_deref(), Some(slug), "{message}");
        }
    }

    #[test]
    fn length() {
        assert_eq!(
            of("a very long message with punctuation and so on").as_deref(),
            Some("a_very_long_message_with_punctuation_and")
        );
        assert_eq!(of(&"x".repeat(99)).unwrap(), "x".repeat(40));
        assert_eq!(of(&format!("a {}", "x".repeat(39))).as_deref(), Some("a"));
    }

    #[test]
    fn nothing_usable() {
        for message in ["", "   ", "!?", "../..", "\u{1f980}"] {
            assert_eq!(of(message), None, "{message:?}");
        }
    }

    /// Whatever can be written, with what is known to be trouble more often than by chance.
    fn messages() -> impl Strategy<Value = String> {
        let trouble = prop_oneof![
            any::<char>().prop_map(String::from),
            prop::sample::select(vec![
                "..",
                "/",
                "\\",
                "\0",
                "\n",
                "\u{202e}",
                "\u{5d0}",
                "\u{1f980}",
                "CON",
                "nul",
                "com1",
                "C:",
                "~",
                "$(x)",
                "'",
                "\"",
                "%",
                "*",
                " ",
                "_",
                "-",
                ".",
                "e\u{301}",
                "\u{130}",
                "ß",
            ])
            .prop_map(str::to_owned),
            "[a-z]{1,60}",
        ];
        prop::collection::vec(trouble, 0..40).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn a_slug_is_a_safe_part_of_a_name(message in messages(), longest in 8_usize..120) {
            if let Some(slug) = super::of(&message, longest) {
                prop_assert!(!slug.is_empty() && slug.len() <= longest.max("migration".len()));
                prop_assert!(slug.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')));
                prop_assert!(!slug.starts_with('_') && !slug.ends_with('_') && !slug.contains("__"));
            } else {
                prop_assert!(!message.chars().any(char::is_alphanumeric));
            }
        }
    }

    #[test]
    fn ten_thousand_characters() {
        assert_eq!(of(&"\u{1f980}x".repeat(5_000)).unwrap().len(), 39);
        assert_eq!(of(&"y".repeat(10_000)).unwrap().len(), 40);
    }
}
