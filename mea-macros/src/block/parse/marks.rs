//! `control`, `keep` and `once`, before the pattern of an arm.

use proc_macro2::Ident;
use syn::{Result, Token, ext::IdentExt, parse::ParseStream, token};

use crate::{block::model::Mode, errors::Errors};

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
            break;
        }
        input.parse::<Ident>()?;
    }
    Ok(marks)
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
