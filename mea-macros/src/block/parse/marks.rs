//! `control`, `keep` and `once`, before the pattern of an arm.

use proc_macro2::Ident;
use syn::{Result, Token, ext::IdentExt, parse::ParseStream, token};

use super::options::OPTIONS;
use crate::{
    block::model::Mode,
    errors::{Errors, did_you_mean, guess},
};

const MARKS: [&str; 3] = ["control", "keep", "once"];

/// What stands before a pattern.
#[derive(Clone, Default)]
pub(crate) struct Marks {
    pub(crate) control: Option<Ident>,
    pub(crate) lives: Option<Ident>,
}

impl Marks {
    /// Adds a mark, if the word is one.
    pub(crate) fn add(&mut self, mark: &Ident, errors: &mut Errors) -> bool {
        let place = match mark.to_string().as_str() {
            "control" => &mut self.control,
            "keep" | "once" => &mut self.lives,
            _ => return false,
        };
        match place {
            Some(before) if before == mark => {
                errors.on(mark, format!("`{mark}` is given twice: keep one"));
            }
            Some(_) => errors.on(
                mark,
                "`keep` and `once` exclude each other: `keep` begins again after each output, \
                 `once` does not",
            ),
            None => *place = Some(mark.clone()),
        }
        true
    }

    pub(crate) fn mode(self) -> Mode {
        match self.lives {
            None => Mode::Fresh,
            Some(mark) if mark == "keep" => Mode::Keep(mark),
            Some(mark) => Mode::Once(mark),
        }
    }
}

/// Reads the marks. A word is one unless it is, by what follows, a pattern itself.
pub(crate) fn marks(input: ParseStream<'_>, errors: &mut Errors) -> Result<Marks> {
    let mut marks = Marks::default();
    while input.peek(syn::Ident) && !is_pattern(input) {
        let fork = input.fork();
        let word: Ident = fork.parse()?;
        if !marks.add(&word, errors) {
            if !(input.peek2(syn::Ident) || input.peek2(Token![_])) {
                break;
            }
            // No pattern goes on like that.
            unknown(&word, errors);
        }
        input.parse::<Ident>()?;
    }
    Ok(marks)
}

fn unknown(word: &Ident, errors: &mut Errors) {
    let name = word.to_string();
    let message = if OPTIONS.contains(&&*name) {
        format!("`{name}` is an option of the block: write `{name};` before the arms")
    } else {
        let guess = did_you_mean(guess(&name, MARKS));
        format!(
            "unknown word `{name}` before a pattern{guess}; expected `control`, `keep` or `once`"
        )
    };
    errors.on(word, message);
}

/// Whether the word is followed by what follows a pattern, or goes on with one.
fn is_pattern(input: ParseStream<'_>) -> bool {
    let begins = input.peek2(syn::Ident::peek_any)
        || input.peek2(syn::Lit)
        || input.peek2(Token![_])
        || input.peek2(Token![&])
        || input.peek2(Token![<])
        || input.peek2(token::Paren)
        || input.peek2(token::Bracket);
    !begins || input.peek2(Token![if])
}
