//! As much of Python as it takes to find what a version file says of itself: logical lines of tokens.
//! Total: any text has lines.

/// A logical line: brackets and backslashes join physical ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: usize,
    pub(super) is_indented: bool,
    pub(super) tokens: Vec<Token>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Name(String),
    /// A string; `None` when what it says depends on what is run, as with `f""`.
    Text(Option<String>),
    /// Anything else, a character at a time.
    Other(char),
}

impl Token {
    pub(super) fn is_name(&self, name: &str) -> bool {
        matches!(self, Self::Name(found) if found == name)
    }
}

/// The lines that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut scanner = Scanner {
        text,
        at: 0,
        number: 1,
    };
    let mut lines = Vec::new();
    while scanner.at < text.len() {
        let line = scanner.line();
        if !line.tokens.is_empty() {
            lines.push(line);
        }
    }
    lines
}

struct Scanner<'a> {
    text: &'a str,
    /// A byte offset.
    at: usize,
    number: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        self.number += usize::from(next == '\n');
        Some(next)
    }

    fn take_while(&mut self, test: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&test) {
            self.next();
        }
        self.text[start..self.at].to_owned()
    }

    fn line(&mut self) -> Line {
        let is_indented = matches!(self.peek(), Some(' ' | '\t'));
        let mut line = Line {
            number: self.number,
            is_indented,
            tokens: Vec::new(),
        };
        let mut depth = 0_usize;
        while let Some(c) = self.peek() {
            if line.tokens.is_empty() {
                line.number = self.number;
            }
            match c {
                '\n' if depth == 0 => {
                    self.next();
                    break;
                }
                '#' => drop(self.take_while(|c| c != '\n')),
                '\\' => {
                    self.next();
                    self.take_while(|c| c == '\r');
                    self.next();
                }
                c if c.is_whitespace() => drop(self.next()),
                '"' | '\'' => {
                    let token = self.string("");
                    line.tokens.push(token);
                }
                c if c.is_alphanumeric() || c == '_' => {
                    let name = self.take_while(|c| c.is_alphanumeric() || c == '_');
                    let token = if is_prefix(&name) && matches!(self.peek(), Some('"' | '\'')) {
                        self.string(&name.to_lowercase())
                    } else {
                        Token::Name(name)
                    };
                    line.tokens.push(token);
                }
                c => {
                    match c {
                        '(' | '[' | '{' => depth += 1,
                        ')' | ']' | '}' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    line.tokens.push(Token::Other(c));
                    self.next();
                }
            }
        }
        line
    }

    /// A string from its first quote on.
    fn string(&mut self, prefix: &str) -> Token {
        let is_raw = prefix.contains('r');
        let quote = self.next().unwrap_or('"');
        let triple: String = [quote; 3].iter().collect();
        let is_triple = self.text[self.at - 1..].starts_with(&triple);
        if is_triple {
            self.next();
            self.next();
        }
        let mut value = String::new();
        while let Some(c) = self.peek() {
            // One that is not closed ends with its line.
            let ends = if is_triple {
                self.text[self.at..].starts_with(&triple)
            } else {
                c == quote || c == '\n'
            };
            if ends {
                let quotes = if is_triple {
                    3
                } else {
                    usize::from(c == quote)
                };
                for _ in 0..quotes {
                    self.next();
                }
                break;
            }
            self.next();
            if c != '\\' {
                value.push(c);
            } else if let Some(escaped) = self.next() {
                match escaped {
                    _ if is_raw => value.extend(['\\', escaped]),
                    '\n' => {}
                    'n' => value.push('\n'),
                    't' => value.push('\t'),
                    '\\' | '\'' | '"' => value.push(escaped),
                    other => value.extend(['\\', other]),
                }
            }
        }
        Token::Text((!prefix.contains(['f', 'b', 't'])).then_some(value))
    }
}

fn is_prefix(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(
        &*name,
        "r" | "u" | "b" | "f" | "t" | "br" | "rb" | "fr" | "rf" | "tr" | "rt"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(usize, bool, Vec<Token>)> {
        let lines = lines(text).into_iter();
        lines
            .map(|line| (line.number, line.is_indented, line.tokens))
            .collect()
    }

    fn text(value: &str) -> Token {
        Token::Text(Some(value.to_owned()))
    }

    #[test]
    fn strings() {
        for (source, value) in [
            ("'a'", "a"),
            (r#""it's""#, "it's"),
            (r"'it\'s'", "it's"),
            (r"r'a\n'", r"a\n"),
            ("\"\"\"a\n\"b\" # c\n\"\"\"", "a\n\"b\" # c\n"),
            ("'''a\\\nb'''", "ab"),
            ("u'x\\ty'", "x\ty"),
            ("'open", "open"),
            ("'''open\n", "open\n"),
            ("''", ""),
        ] {
            assert_eq!(lines(source)[0].tokens, [text(value)], "{source}");
        }
        assert_eq!(lines("f'{x}'")[0].tokens, [Token::Text(None)]);
        assert_eq!(lines("frank 'x'")[0].tokens.len(), 2);
    }

    #[test]
    fn logical_lines() {
        let found = texts("# c\n\na = (\n  'x'  # d\n)\n\tb\\\n= 1\n'''\n'''; c\n");
        let numbers: Vec<_> = found
            .iter()
            .map(|(number, indented, _)| (*number, *indented))
            .collect();
        assert_eq!(numbers, [(3, false), (6, true), (8, false)]);
        assert_eq!(found[0].2.len(), 5);
        assert_eq!(found[1].2.len(), 3);
        assert_eq!(found[2].2[0], text("\n"));
    }

    #[test]
    fn any_text_has_lines() {
        for text in [
            "",
            "\\",
            "(",
            ")))\na",
            "'",
            "\"\"\"",
            "r",
            "é = 'ü",
            "\u{feff}a",
            "\\\r\n",
        ] {
            lines(text);
        }
    }
}
