//! The lines of a text with the bytes at which they begin.

/// All lines, whether they end with LF, CR or both.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let (begin, rest) = (at, &text[at..]);
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let after = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        at += end + after;
        Some((begin, &rest[..end]))
    })
}

/// The words of a line with their bytes in it; quotes hold blanks together, and are taken off.
pub(super) fn words(line: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(skip) = line[at..].find(|c: char| !c.is_whitespace()) {
        at += skip;
        let rest = &line[at..];
        let closing = rest.strip_prefix('"').and_then(|inner| inner.find('"'));
        let (word, length) = match closing {
            Some(end) => (&rest[1..=end], end + 2),
            None => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (&rest[..end], end)
            }
        };
        words.push((at, word));
        at += length;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_words_with_their_bytes() {
        let found: Vec<(usize, &str)> = lines("a\r\nb\rc\n\nd").collect();
        assert_eq!(found, [(0, "a"), (3, "b"), (5, "c"), (7, ""), (8, "d")]);
        assert_eq!(
            words(" 1  \"ADAL left\" 0.5\t\"x"),
            [(1, "1"), (4, "ADAL left"), (16, "0.5"), (20, "\"x")]
        );
    }
}
