//! `#[lock(..)]` on a field.

use proc_macro2::TokenStream;
use syn::{
    Attribute, Error, Expr, Ident, Meta, Path, Result, Token,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream},
    token,
};

use crate::errors::{Errors, did_you_mean, guess};

use super::model::Kind;

const EXPECTED: &str = "expected `mutex`, `mutex(group)`, `rwlock`, `semaphore`, `semaphore = n`, \
                        `once` or `custom = Lock`";
const WORDS: [&str; 5] = ["mutex", "rwlock", "semaphore", "once", "custom"];

/// Other names of the same things.
const SYNONYMS: [(&str, &str); 10] = [
    ("lock", "mutex"),
    ("exclusive", "mutex"),
    ("rw", "rwlock"),
    ("rw_lock", "rwlock"),
    ("shared", "rwlock"),
    ("readwrite", "rwlock"),
    ("permits", "semaphore"),
    ("sem", "semaphore"),
    ("once_cell", "once"),
    ("lazy", "once"),
];

/// Which lock a field has.
pub(super) struct LockAttribute {
    /// The word that says it.
    pub(super) word: Ident,
    pub(super) kind: Kind,
    pub(super) group: Option<Ident>,
}

/// Reads an attribute whose path is `lock`. After a mistake, what was probably meant.
pub(super) fn lock(attribute: &Attribute, errors: &mut Errors) -> Option<LockAttribute> {
    if !matches!(&attribute.meta, Meta::List(list) if !list.tokens.is_empty()) {
        let message = format!("say which lock: `#[lock(mutex)]`; {EXPECTED}");
        errors.on(attribute, message);
        return None;
    }
    let parser = |input: ParseStream<'_>| {
        let read = read(input, errors);
        // After an error the rest is of no interest.
        input.parse::<TokenStream>()?;
        Ok(read)
    };
    let read = attribute.parse_args_with(parser).and_then(|read| read);
    errors.ok(read)
}

fn read(input: ParseStream<'_>, errors: &mut Errors) -> Result<LockAttribute> {
    if !input.peek(Ident::peek_any) {
        return Err(input.error(EXPECTED));
    }
    let word = input.call(Ident::parse_any)?;
    let text = word.to_string();
    let known = WORDS.into_iter().find(|known| *known == text);
    let kind = known.unwrap_or_else(|| {
        let lower = text.to_lowercase();
        let synonym = SYNONYMS.iter().find(|(synonym, _)| *synonym == lower);
        let meant = synonym
            .map(|(_, word)| *word)
            .or_else(|| guess(&text, WORDS));
        let guess = did_you_mean(meant);
        errors.on(&word, format!("unknown lock `{text}`{guess}; {EXPECTED}"));
        meant.unwrap_or("mutex")
    });
    let is_known = known.is_some();

    let mut group = None;
    let kind = match kind {
        "semaphore" => Kind::Semaphore(permits(input, &word, is_known, errors)?),
        "custom" => Kind::Custom(custom(input, &word)?),
        "once" => Kind::Once,
        mutex_or_rwlock => {
            group = self::group(input, &word)?;
            match mutex_or_rwlock {
                "rwlock" => Kind::RwLock,
                _ => Kind::Mutex,
            }
        }
    };
    if !input.is_empty() && is_known {
        let message = match kind {
            Kind::Once => "`once` takes nothing else: write `#[lock(once)]`",
            Kind::Mutex | Kind::RwLock if input.peek(Token![=]) => {
                "this lock takes no value; the value it begins with is given to `new(..)`"
            }
            Kind::Semaphore(_) | Kind::Custom(_) | Kind::Mutex | Kind::RwLock => {
                "a field has one lock, and nothing else stands here"
            }
        };
        errors.add(input.error(message));
    }
    Ok(LockAttribute { word, kind, group })
}

/// `(name)`, if it is there.
fn group(input: ParseStream<'_>, word: &Ident) -> Result<Option<Ident>> {
    if !input.peek(token::Paren) {
        return Ok(None);
    }
    let content;
    let paren = parenthesized!(content in input);
    let name = content.parse::<Ident>().ok();
    let rest = content.parse::<TokenStream>()?;
    match name {
        Some(name) if rest.is_empty() => Ok(Some(name)),
        _ => Err(Error::new(
            paren.span.join(),
            format!("a group of fields has a name: write `{word}(group)`"),
        )),
    }
}

/// `= n`, if it is there.
fn permits(
    input: ParseStream<'_>,
    word: &Ident,
    is_known: bool,
    errors: &mut Errors,
) -> Result<Option<Expr>> {
    if input.is_empty() {
        return Ok(None);
    }
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        if !input.is_empty() {
            return input.call(Expr::parse).map(Some);
        }
    }
    if is_known {
        let message = "the number of permits stands behind `=`: write `semaphore = 8`, or `semaphore` \
                       if `new` is to take it";
        errors.on(word, message);
        input.parse::<TokenStream>()?;
    }
    // What it is does not matter: the program does not compile.
    Ok(Some(syn::parse_quote!(1)))
}

/// `= path::to::Lock`
fn custom(input: ParseStream<'_>, word: &Ident) -> Result<Path> {
    let path = if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        Path::parse_mod_style(input).ok()
    } else {
        None
    };
    path.ok_or_else(|| {
        Error::new(
            word.span(),
            "`custom` needs the lock, without parameters: write `custom = MyLock` for a `MyLock<T>`",
        )
    })
}
