//! Tokens, and the ways in which they can be typed.

/// A token that is typed in one of several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A keyword, or a name that is in no quotes: in any case.
    Word(&'static str),
    /// The words of a type: in any case, with any blanks, but without comments, which SQLite takes for a part of it.
    Type(&'static str),
    /// A name that is declared here: in any quotes.
    Declared(&'static str),
    /// A column: in any quotes and any case.
    Column(&'static str),
    /// In single quotes, or in double ones where no column has that name.
    String(&'static str),
    Number(&'static str),
    Operator(&'static str),
    /// A parenthesis, a comma, a dot, a semicolon.
    Mark(&'static str),
}

/// The tokens of a text with blanks between. Each `?` is the next of the holes, `$name` is declared.
pub(crate) fn template(text: &'static str, holes: &[Vec<Token>]) -> Vec<Token> {
    let mut holes = holes.iter();
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = match rest.strip_prefix('\'') {
            Some(string) => string.find('\'').unwrap() + 2,
            None => rest.find(' ').unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at(end);
        rest = after.trim_start();
        let first = word.chars().next().unwrap();
        tokens.push(match first {
            '?' => {
                tokens.extend(holes.next().unwrap().iter().cloned());
                continue;
            }
            '$' => Token::Declared(&word[1..]),
            '\'' => Token::String(&word[1..word.len() - 1]),
            '(' | ')' | ',' | '.' | ';' => Token::Mark(word),
            '0'..='9' => Token::Number(word),
            'a'..='z' | 'A'..='Z' => Token::Word(word),
            _ => Token::Operator(word),
        });
    }
    tokens
}

/// Who types: without a seed always in the same way.
pub(crate) struct Typist<'a> {
    pub(crate) seed: Option<u64>,
    /// What is a name in double quotes.
    pub(crate) columns: &'a [&'static str],
}

impl Typist<'_> {
    pub(crate) fn statements(&mut self, statements: &[Vec<Token>]) -> String {
        let texts: Vec<String> = statements.iter().map(|tokens| self.text(tokens)).collect();
        texts.join(";\n")
    }

    pub(crate) fn text(&mut self, tokens: &[Token]) -> String {
        let mut text = String::new();
        let mut after_mark = true;
        for (at, token) in tokens.iter().enumerate() {
            let is_mark = matches!(token, Token::Mark(_));
            if at > 0 {
                let gaps = [" ", "\n\t", " /* a; ( ' */ ", " -- ) \"\n", "  ", ""];
                let choices = if is_mark || after_mark {
                    gaps.len()
                } else {
                    gaps.len() - 1
                };
                text += gaps[self.pick(choices)];
            }
            after_mark = is_mark;
            text += &self.token(token);
        }
        text
    }

    fn token(&mut self, token: &Token) -> String {
        match *token {
            // A word that stands for its text keeps its case.
            Token::Word("Word") => "Word".to_owned(),
            Token::Word(word) => self.in_some_case(word),
            Token::Type(words) => {
                let blank = [" ", "  ", "\n"][self.pick(3)];
                self.in_some_case(words).replace(' ', blank)
            }
            Token::Declared(name) => self.quoted(name),
            Token::Column(name) => {
                let name = self.in_some_case(name);
                self.quoted(&name)
            }
            Token::String(text) => {
                let known = ["rowid", "oid", "_rowid_", "t", "v", "first", "last", "made"];
                let mut known = known.iter().chain(self.columns);
                let doubled =
                    !known.any(|name| name.eq_ignore_ascii_case(text)) && self.pick(4) == 1;
                let quote = if doubled { "\"" } else { "'" };
                format!("{quote}{}{quote}", text.replace(quote, &quote.repeat(2)))
            }
            Token::Operator("=") if self.pick(2) == 1 => "==".to_owned(),
            Token::Operator("<>") if self.pick(2) == 1 => "!=".to_owned(),
            Token::Number(text) if self.pick(2) == 1 => text.to_uppercase(),
            Token::Number(text) | Token::Operator(text) | Token::Mark(text) => text.to_owned(),
        }
    }

    fn quoted(&mut self, name: &str) -> String {
        let bare = [
            "a", "mixed", "größe", "key", "x1", "_", "t", "made", "first",
        ];
        match self.pick(4) {
            1 => format!("[{name}]"),
            2 => format!("`{name}`"),
            3 if bare.contains(&&*name.to_ascii_lowercase()) => name.to_owned(),
            _ => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    fn in_some_case(&mut self, word: &str) -> String {
        match self.pick(3) {
            1 => word.to_ascii_lowercase(),
            2 => word.to_ascii_uppercase(),
            _ => word.to_owned(),
        }
    }

    fn pick(&mut self, choices: usize) -> usize {
        let Some(seed) = &mut self.seed else { return 0 };
        // Knuth's MMIX.
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(*seed >> 33).unwrap() % choices
    }
}
