//! Words of a command that a message offers.

/// A word as a shell takes it: as it is, or between quotes.
#[must_use]
pub fn as_word(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./,=:@+%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_takes_a_word_for_one_word() {
        for (word, expected) in [
            ("a/b-1.csv", "a/b-1.csv"),
            ("weight=Körner", "weight=Körner"),
            ("", "''"),
            ("a b", "'a b'"),
            ("$(rm x)`\"!", "'$(rm x)`\"!'"),
            ("it's", r"'it'\''s'"),
        ] {
            assert_eq!(as_word(word), expected);
        }
    }
}
