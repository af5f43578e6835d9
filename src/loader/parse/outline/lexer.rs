//! What each line of a YAML text is, given the lines before it: structure, the inside of a
//! block text, of quotes or of brackets, a text that goes on, a comment, or nothing.
//!
//! It follows libyaml, to which the YAML crate belongs, in where a token may begin; it makes no
//! values and finds no errors but those that say that a quote or bracket was not meant as one.

use std::ops::Range;

/// What is open at the end of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Open {
    /// Nothing: the next line begins something new.
    #[default]
    Nothing,
    /// A text without quotes: lines that are indented further than this column go on with it.
    Plain(Option<usize>),
    /// A text in quotes of this kind.
    Quoted(u8),
    /// Brackets, this many, and perhaps quotes or a plain text within them.
    Brackets(usize, Inside),
    /// A block text after `|` or `>`: its lines are indented by this much, or will be by at least
    /// this much if none was seen yet.
    Block(usize, bool),
}

/// What is open within brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside {
    /// Nothing: a token may begin.
    Nothing,
    /// A text without quotes.
    Plain,
    /// A text in quotes of this kind.
    Quoted(u8),
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing but spaces, outside of block texts, quotes and brackets.
    Blank,
    /// Nothing but a comment.
    Comment,
    /// Keys, dashes and values.
    Structure,
    /// It goes on with a text without quotes.
    Continued,
    /// It begins within quotes.
    Quoted,
    /// It begins within brackets.
    Brackets,
    /// A line of a block text: nothing in it means anything to YAML.
    Block,
}

/// The state of a walk over lines, and what was found on the way.
#[derive(Clone, Debug, Default)]
pub struct Lexer {
    /// What is open after the last line.
    pub open: Open,
    /// Where anchors, aliases and tags are, in bytes of the text.
    pub properties: Vec<usize>,
    /// Where comments are.
    pub comments: Vec<Range<usize>>,
    /// Where something follows a closing quote or bracket, or a mark is where none may begin.
    pub errors: Vec<usize>,
    /// The columns of the keys and dashes that are open, and whether each counts as a level: a
    /// dash with a key after it opens one level, not two.
    columns: Vec<(usize, bool)>,
    /// The deepest nesting so far, and where it was reached.
    pub deepest: (usize, usize),
    /// Where the line begins in the text.
    start: usize,
}

fn is_space(byte: Option<&u8>) -> bool {
    matches!(byte, Some(b' ' | b'\t'))
}

/// Whether a mark such as `:` or `-` ends here: it is followed by a space or nothing.
fn ends(byte: Option<&u8>) -> bool {
    byte.is_none() || is_space(byte)
}

fn skip_spaces(line: &[u8], mut at: usize) -> usize {
    while is_space(line.get(at)) {
        at += 1;
    }
    at
}

/// Where a quote that is open at `at` closes, after the quote.
pub(crate) fn closing(line: &[u8], mut at: usize, quote: u8) -> Option<usize> {
    loop {
        let byte = *line.get(at)?;
        let doubled = quote == b'\'' && line.get(at + 1) == Some(&quote);
        match byte {
            b'\\' if quote == b'"' => at += 2,
            _ if byte == quote && doubled => at += 2,
            _ if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// The header of a block text: `|`, `>-`, `|2`.
struct BlockHeader {
    /// By how much its lines are indented, if it says so.
    indent: Option<usize>,
}

/// The header that a value is, if it is one.
fn block_header(value: &[u8]) -> Option<BlockHeader> {
    let rest = value.strip_prefix(b"|").or_else(|| value.strip_prefix(b">"))?;
    let length = rest.iter().take_while(|byte| matches!(byte, b'+' | b'-' | b'1'..=b'9')).count();
    let (marks, after) = rest.split_at(length);
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| usize::from(*byte - b'0'));
    let digits = marks.iter().filter(|it| it.is_ascii_digit()).count();
    let text = skip_spaces(after, 0);
    let nothing = after.get(text).is_none_or(|byte| *byte == b'#');
    let is_header = digits <= 1 && marks.len() - digits <= 1 && nothing;
    is_header.then(|| BlockHeader { indent: marks.iter().find_map(digit) })
}

impl Open {
    /// Whether the next line goes on with it, wherever that begins: within quotes or brackets.
    pub fn holds_any_line(self) -> bool {
        matches!(self, Self::Quoted(_) | Self::Brackets(..))
    }
}

impl Lexer {
    /// A walk that begins within what is open.
    pub fn within(open: Open) -> Self {
        Self { open, ..Self::default() }
    }

    /// Takes the next line, without its end, which begins at `start` of the text.
    pub fn line(&mut self, line: &str, start: usize) -> Kind {
        self.start = start;
        let bytes = line.as_bytes();
        let indent = bytes.iter().take_while(|byte| **byte == b' ').count();
        let text = skip_spaces(bytes, indent);
        let nothing = text == bytes.len();
        match self.open {
            Open::Block(least, seen) if nothing => {
                // Spaces before the first line of a block text count towards its indentation.
                self.open = Open::Block(if seen { least } else { least.max(indent) }, seen);
                return Kind::Block;
            }
            Open::Block(least, seen) if indent >= least => {
                self.open = Open::Block(if seen { least } else { indent }, true);
                return Kind::Block;
            }
            Open::Quoted(quote) => {
                if let Some(end) = closing(bytes, 0, quote) {
                    self.open = Open::Nothing;
                    self.after_value(bytes, end);
                }
                return Kind::Quoted;
            }
            Open::Brackets(..) => {
                self.brackets(bytes, 0);
                return Kind::Brackets;
            }
            _ if nothing => return Kind::Blank,
            _ if bytes[text] == b'#' => {
                self.open = Open::Nothing;
                self.comment(bytes, text);
                return Kind::Comment;
            }
            Open::Plain(column) if column.is_none_or(|column| indent > column) => {
                self.plain(bytes, indent, false);
                return Kind::Continued;
            }
            _ => self.open = Open::Nothing,
        }
        self.columns.retain(|(column, _)| *column <= indent);
        if let Some(dash) = self.columns.last_mut() {
            dash.1 = true;
        }
        self.node(bytes, indent);
        Kind::Structure
    }

    fn comment(&mut self, line: &[u8], at: usize) {
        self.comments.push(self.start + at..self.start + line.len());
    }

    /// Opens a level at a column, unless one is open there.
    fn opens(&mut self, column: usize, at: usize, after_dash: bool) {
        if self.columns.last().is_none_or(|(last, _)| *last < column) {
            if after_dash && let Some(dash) = self.columns.last_mut() {
                dash.1 = false;
            }
            self.columns.push((column, true));
        }
        self.reached(0, at);
    }

    fn reached(&mut self, brackets: usize, at: usize) {
        let columns = self.columns.iter().filter(|(_, counts)| *counts).count();
        let levels = (columns + brackets).saturating_sub(1);
        if levels > self.deepest.0 {
            self.deepest = (levels, self.start + at);
        }
    }

    /// A line of structure from a place on.
    fn node(&mut self, line: &[u8], mut at: usize) {
        // Whether `key:` may begin here: not after another key on the line.
        let (mut key_may_begin, mut after_dash) = (true, false);
        // Where the node begins, if an anchor or a tag is before it.
        let mut begin = None;
        while let Some(byte) = line.get(at) {
            let next = line.get(at + 1);
            let column = begin.unwrap_or(at);
            match byte {
                b'#' => return self.comment(line, at),
                b'-' if ends(next) => {
                    if !key_may_begin {
                        return self.error(line, at);
                    }
                    self.opens(at, at, false);
                    after_dash = true;
                    at = skip_spaces(line, at + 1);
                }
                b'?' | b':' if ends(next) => {
                    self.opens(at, at, after_dash);
                    (after_dash, at) = (false, skip_spaces(line, at + 1));
                }
                b'&' | b'!' | b'*' => {
                    self.properties.push(self.start + at);
                    begin = Some(column);
                    while !ends(line.get(at)) {
                        at += 1;
                    }
                    at = skip_spaces(line, at);
                }
                b'|' | b'>' => return self.block(line, at),
                b']' | b'}' | b',' | b'%' | b'@' | b'`' => return self.error(line, at),
                _ => {
                    let Some(colon) = self.key(line, at, key_may_begin) else { return };
                    self.opens(column, at, after_dash);
                    (key_may_begin, after_dash) = (false, false);
                    at = skip_spaces(line, colon + 1);
                }
            }
        }
    }

    /// A block text, whose lines are below.
    fn block(&mut self, line: &[u8], at: usize) {
        let header = &line[at..];
        let Some(BlockHeader { indent }) = block_header(header) else {
            return self.error(line, at);
        };
        let parent = self.columns.last().map_or(0, |(column, _)| *column);
        self.open = Open::Block(parent + indent.unwrap_or(1), indent.is_some());
        if let Some(comment) = header.iter().position(|byte| *byte == b'#') {
            self.comment(line, at + comment);
        }
    }

    /// A key or a value from a place on: the colon after it, if it is a key and may be one.
    fn key(&mut self, line: &[u8], at: usize, may_be_key: bool) -> Option<usize> {
        let end = match line[at] {
            quote @ (b'"' | b'\'') => {
                let end = closing(line, at + 1, quote);
                if end.is_none() {
                    self.open = Open::Quoted(quote);
                }
                end?
            }
            b'[' | b'{' => {
                self.open = Open::Brackets(0, Inside::Nothing);
                self.brackets(line, at)?
            }
            _ => return self.plain(line, at, may_be_key),
        };
        let colon = skip_spaces(line, end);
        let is_key = line.get(colon) == Some(&b':') && ends(line.get(colon + 1));
        if !is_key || !may_be_key {
            self.after_value(line, end);
            return None;
        }
        Some(colon)
    }

    /// Something that YAML does not accept here: all that is left of the line is text.
    fn error(&mut self, line: &[u8], at: usize) {
        self.errors.push(self.start + at);
        self.plain(line, at + 1, false);
    }

    /// A text without quotes from a place on; gives the colon after it back, if it is a key.
    fn plain(&mut self, line: &[u8], from: usize, may_be_key: bool) -> Option<usize> {
        let mut at = from;
        while let Some(byte) = line.get(at) {
            match byte {
                b':' if ends(line.get(at + 1)) => {
                    if may_be_key {
                        return Some(at);
                    }
                    self.errors.push(self.start + at);
                }
                b'#' if at > 0 && is_space(line.get(at - 1)) => {
                    self.comment(line, at);
                    self.open = Open::Nothing;
                    return None;
                }
                _ => {}
            }
            at += 1;
        }
        self.open = Open::Plain(self.columns.last().map(|(column, _)| *column));
        None
    }

    /// What follows a closing quote or bracket: nothing or a comment; anything else is an error.
    fn after_value(&mut self, line: &[u8], end: usize) {
        let at = skip_spaces(line, end);
        match line.get(at) {
            None => {}
            Some(b'#') => self.comment(line, at),
            Some(_) => self.error(line, at),
        }
    }

    /// The inside of brackets from a place on; gives the place after the last bracket back, if it
    /// closes on this line. On a line of its own, what follows is checked too.
    fn brackets(&mut self, line: &[u8], from: usize) -> Option<usize> {
        let Open::Brackets(mut depth, mut inside) = self.open else { return None };
        let begins_here = depth == 0;
        let mut at = from;
        while at < line.len() {
            let byte = line[at];
            match inside {
                Inside::Quoted(quote) => {
                    let Some(end) = closing(line, at, quote) else { break };
                    (inside, at) = (Inside::Nothing, end);
                    continue;
                }
                _ if is_space(Some(&byte)) => {}
                _ if byte == b'#'
                    && (inside == Inside::Nothing || at == 0 || is_space(line.get(at - 1))) =>
                {
                    self.comment(line, at);
                    inside = Inside::Nothing;
                    break;
                }
                _ if matches!(byte, b'[' | b'{') => {
                    (depth, inside) = (depth + 1, Inside::Nothing);
                    self.reached(depth, at);
                }
                _ if matches!(byte, b']' | b'}') => {
                    (depth, inside) = (depth - 1, Inside::Nothing);
                    if depth == 0 {
                        self.open = Open::Nothing;
                        if !begins_here {
                            self.after_value(line, at + 1);
                        }
                        return Some(at + 1);
                    }
                }
                _ if byte == b',' => inside = Inside::Nothing,
                _ if byte == b':' && (ends(line.get(at + 1)) || inside == Inside::Nothing) => {
                    inside = Inside::Nothing;
                }
                Inside::Plain => {}
                Inside::Nothing => match byte {
                    b'"' | b'\'' => inside = Inside::Quoted(byte),
                    b'&' | b'*' | b'!' => {
                        self.properties.push(self.start + at);
                        while !ends(line.get(at + 1)) && !b",[]{}".contains(&line[at + 1]) {
                            at += 1;
                        }
                    }
                    b'?' if ends(line.get(at + 1)) => {}
                    _ => inside = Inside::Plain,
                },
            }
            at += 1;
        }
        self.open = Open::Brackets(depth, inside);
        None
    }
}
