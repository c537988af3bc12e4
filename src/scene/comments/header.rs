//! What stands before a scene begins.

/// The comments and blank lines before a scene begins. What stands on the line on which it begins is
/// not the header's.
pub(super) fn header(text: &str) -> &str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut at, mut end) = (0, 0);
    loop {
        at = text.len() - text[at..].trim_start().len();
        let rest = &text[at..];
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(length) = block_comment(rest) {
            length
        } else {
            return text[..end].trim_end();
        };
        at += length;
        if text[at..].lines().next().is_none_or(|line| line.trim().is_empty()) {
            end = at;
        }
    }
}

/// The length of the block comment that a text begins with, if it does. Block comments nest.
fn block_comment(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        match &text.as_bytes()[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] if depth > 0 => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return (at > 1).then_some(at);
        }
    }
    None
}
