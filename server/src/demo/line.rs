//! The grammar of the demo files: one fact a line, made of words.
//!
//! A line is a verb and its words, in a fixed order, then options `key=word` and flags in any order. A word with spaces is
//! quoted: `"like this"`. `?` is what we do not know. `#` starts a comment, an empty line means nothing. Indented lines
//! belong to the person above them.

use std::{collections::VecDeque, str::FromStr};

/// A demo file can not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("server/demo/{file}, line {line}: {fault}")]
pub struct DemoError {
    /// File name.
    pub file: &'static str,
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A quote that does not end.
    #[error("a quoted text has no end")]
    OpenQuote,
    /// The line ends before this word.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A word does not mean anything where it stands.
    #[error("\"{word}\" is no {what}")]
    NotA {
        /// What was expected.
        what: &'static str,
        /// The word.
        word: String,
    },
    /// A name that no line above has introduced.
    #[error("no {what} \"{word}\" above this line")]
    Unknown {
        /// What was expected.
        what: &'static str,
        /// The word.
        word: String,
    },
    /// The same name twice.
    #[error("{what} \"{word}\" is there twice")]
    Twice {
        /// What.
        what: &'static str,
        /// The word.
        word: String,
    },
    /// Words left over at the end.
    #[error("\"{0}\" is too much")]
    TooMuch(String),
}

/// The words of one line that have not been read yet.
#[derive(Clone, Debug)]
pub struct Line {
    file: &'static str,
    /// Its number, from 1.
    pub number: usize,
    /// Whether it belongs to the line above.
    pub indented: bool,
    words: VecDeque<String>,
}

/// The lines of a file that say something.
pub fn lines(file: &'static str, text: &'static str) -> impl Iterator<Item = Result<Line, DemoError>> {
    text.lines().enumerate().filter_map(move |(index, text)| {
        let number = index + 1;
        match split(text) {
            Ok(words) if words.is_empty() => None,
            Ok(words) => Some(Ok(Line { file, number, indented: text.starts_with(' '), words })),
            Err(fault) => Some(Err(DemoError { file, line: number, fault })),
        }
    })
}

fn split(text: &str) -> Result<VecDeque<String>, Fault> {
    let mut words = VecDeque::new();
    let (mut word, mut started, mut quoted) = (String::new(), false, false);
    for c in text.chars() {
        match c {
            '"' => (quoted, started) = (!quoted, true),
            '#' if !quoted && !started => break,
            c if c.is_whitespace() && !quoted => {
                if std::mem::take(&mut started) {
                    words.push_back(std::mem::take(&mut word));
                }
            }
            c => {
                word.push(c);
                started = true;
            }
        }
    }
    if started {
        words.push_back(word);
    }
    if quoted { Err(Fault::OpenQuote) } else { Ok(words) }
}

impl Line {
    /// An error about this line.
    pub fn error(&self, fault: Fault) -> DemoError {
        DemoError { file: self.file, line: self.number, fault }
    }

    /// The next word.
    pub fn word(&mut self, what: &'static str) -> Result<String, DemoError> {
        self.words.pop_front().ok_or_else(|| self.error(Fault::Missing(what)))
    }

    /// The next word, read as something.
    pub fn read<T>(&mut self, what: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, DemoError> {
        let word = self.word(what)?;
        read(&word).ok_or_else(|| self.error(Fault::NotA { what, word }))
    }

    /// The next word, a number.
    pub fn number<T: FromStr>(&mut self, what: &'static str) -> Result<T, DemoError> {
        self.read(what, |word| word.parse().ok())
    }

    /// The next word, days before today as `-30`: at least one, so that no hour of that day lies ahead of now.
    pub fn day(&mut self) -> Result<i32, DemoError> {
        self.read("day before today", |word| word.parse().ok().filter(|day| *day < 0))
    }

    /// The next word, unless it is `?`.
    pub fn known(&mut self, what: &'static str) -> Result<Option<String>, DemoError> {
        self.word(what).map(|word| (word != "?").then_some(word))
    }

    /// The value of an option.
    pub fn option(&mut self, key: &str) -> Option<String> {
        let start = |word: &String| word.strip_prefix(key).is_some_and(|rest| rest.starts_with('='));
        let index = self.words.iter().position(start)?;
        self.words.remove(index).map(|word| word[key.len() + 1..].to_owned())
    }

    /// The value of an option, read as something.
    pub fn optional<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, DemoError> {
        let Some(word) = self.option(key) else { return Ok(None) };
        read(&word).map(Some).ok_or_else(|| self.error(Fault::NotA { what: key, word }))
    }

    /// Whether a flag is set.
    pub fn flag(&mut self, key: &str) -> bool {
        let index = self.words.iter().position(|word| word == key);
        index.and_then(|index| self.words.remove(index)).is_some()
    }

    /// Nothing may be left.
    pub fn end(mut self) -> Result<(), DemoError> {
        match self.words.pop_front() {
            None => Ok(()),
            Some(word) => Err(self.error(Fault::TooMuch(word))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Result<Line, DemoError> {
        lines("test.txt", text).next().unwrap()
    }

    #[test]
    fn a_line_is_words_quoted_words_options_and_flags() {
        let mut line = read("person -3 \"the boss\" key note=\"a b\" ? # not read").unwrap();
        assert_eq!(line.option("note").as_deref(), Some("a b"));
        assert!(line.flag("key"));
        assert!(!line.flag("key"));
        assert_eq!(line.word("verb").unwrap(), "person");
        assert_eq!(line.day(), Ok(-3));
        assert_eq!(line.word("title").unwrap(), "the boss");
        assert_eq!(line.known("name"), Ok(None));
        assert_eq!(line.end(), Ok(()));
    }

    #[test]
    fn comments_and_empty_lines_say_nothing_but_are_counted() {
        let found: Vec<Line> = lines("test.txt", "# first\n\nthird\n  fourth").collect::<Result<_, _>>().unwrap();
        let places: Vec<(usize, bool)> = found.iter().map(|line| (line.number, line.indented)).collect();
        assert_eq!(places, [(3, false), (4, true)]);
    }

    #[test]
    fn an_error_names_the_file_the_line_and_the_word() {
        let error = |result: Result<(), DemoError>| result.unwrap_err().to_string();
        assert_eq!(error(read("\"never closed").map(|_| ())), "server/demo/test.txt, line 1: a quoted text has no end");
        assert_eq!(
            error(read("today").unwrap().day().map(|_| ())),
            "server/demo/test.txt, line 1: \"today\" is no day before today"
        );
        assert_eq!(error(read("one more").unwrap().end()), "server/demo/test.txt, line 1: \"one\" is too much");
    }

    #[test]
    fn today_is_no_day_of_the_past() {
        assert!(read("0").unwrap().day().is_err());
        assert!(read("4").unwrap().day().is_err());
    }
}
