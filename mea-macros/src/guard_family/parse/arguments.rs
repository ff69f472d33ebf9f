//! What stands in the parentheses of the attribute.

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, Error, Ident, Path, Result, Token, Visibility,
    ext::IdentExt,
    parse::{ParseStream, Parser},
    token,
};

use crate::{errors::Errors, guard_family::model::Form};

/// What may stand between two commas, for messages.
pub(in crate::guard_family) const EXPECTED: &str =
    "expected `borrowed`, `owned`, `mapped`, `owned_mapped`, `crate` or a visibility";

pub(in crate::guard_family) struct Arguments {
    /// All of them.
    pub(in crate::guard_family) tokens: TokenStream,
    pub(in crate::guard_family) vis: Option<Visibility>,
    pub(in crate::guard_family) krate: Option<Path>,
    pub(in crate::guard_family) guards: Vec<Named>,
}

/// A `key = Name`, and the doc comments before it.
pub(in crate::guard_family) struct Named {
    pub(in crate::guard_family) docs: Vec<Attribute>,
    pub(in crate::guard_family) key: Ident,
    pub(in crate::guard_family) name: Ident,
}

/// Reads all arguments that can be read; goes on at the next comma after one that cannot. `lock` is
/// the name of the lock, for messages.
pub(in crate::guard_family) fn arguments(
    tokens: TokenStream,
    lock: &str,
    errors: &mut Errors,
) -> Arguments {
    let mut arguments = Arguments {
        tokens: tokens.clone(),
        vis: None,
        krate: None,
        guards: Vec::new(),
    };
    let mut reader = Reader { lock, errors };
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if let Err(error) = reader.argument(input, &mut arguments) {
                reader.errors.add(error);
                skip_argument(input)?;
            }
            reader.comma(input)?;
        }
        Ok(())
    };
    let parsed = parser.parse2(tokens);
    errors.ok(parsed);
    arguments
}

struct Reader<'e> {
    lock: &'e str,
    errors: &'e mut Errors,
}

impl Reader<'_> {
    fn argument(&mut self, input: ParseStream<'_>, arguments: &mut Arguments) -> Result<()> {
        let docs = self.docs(input)?;
        if input.is_empty() {
            return Ok(());
        }
        // A group without delimiters is what a `$vis` of `macro_rules!` leaves, even if empty.
        if input.peek(Token![pub]) || input.peek(token::Group) {
            let vis: Visibility = input.parse()?;
            if arguments.vis.is_some() {
                self.errors
                    .on(&vis, "the visibility is given twice: keep one");
            } else {
                arguments.vis = Some(vis);
            }
        } else if input.peek(Token![crate]) {
            let key = input.call(Ident::parse_any)?;
            self.equals(input, &key)?;
            let path = Path::parse_mod_style(input).map_err(|error| {
                let message = "`crate` takes the path of the crate `mea`: write `crate = ::mea`";
                Error::new(error.span(), message)
            })?;
            if arguments.krate.is_some() {
                self.errors.on(&key, "`crate` is given twice: keep one");
            } else {
                arguments.krate = Some(path);
            }
        } else if input.peek(Ident::peek_any) {
            let key = input.call(Ident::parse_any)?;
            self.equals(input, &key)?;
            let name = self.name(input, &key)?;
            arguments.guards.push(Named { docs, key, name });
        } else {
            return Err(input.error(EXPECTED));
        }
        Ok(())
    }

    /// Reads the doc comments before the name of a guard.
    fn docs(&mut self, input: ParseStream<'_>) -> Result<Vec<Attribute>> {
        let mut docs = input.call(Attribute::parse_outer)?;
        let is_guard =
            input.peek(Ident::peek_any) && !input.peek(Token![pub]) && !input.peek(Token![crate]);
        docs.retain(|attribute| {
            let is_doc = attribute.path().is_ident("doc");
            if !is_doc {
                let message = "only doc comments may stand here: they go to the guard";
                self.errors.on(attribute, message);
            } else if !is_guard {
                let message = "a doc comment goes before the name of a guard: \
                               write it above `borrowed = ..`";
                self.errors.on(attribute, message);
            }
            is_doc
        });
        Ok(docs)
    }

    /// Reads `=`, and goes on without it if the value follows.
    fn equals(&mut self, input: ParseStream<'_>, key: &Ident) -> Result<()> {
        if input.parse::<Option<Token![=]>>()?.is_some() {
            return Ok(());
        }
        let error = self.missing_value(key);
        if input.peek(Ident) && !input.peek2(Token![=]) {
            self.errors.add(error);
            Ok(())
        } else {
            Err(error)
        }
    }

    /// Reads the name of a guard: one identifier, and nothing after it.
    fn name(&self, input: ParseStream<'_>, key: &Ident) -> Result<Ident> {
        if input.is_empty() || input.peek(Token![,]) {
            return Err(self.missing_value(key));
        }
        let not_a_name = |input: ParseStream<'_>| {
            input.error(format!(
                "`{key}` takes the name of a new type, without path or parameters: write `{}`",
                self.example(key),
            ))
        };
        let name = input.parse::<Ident>().map_err(|_| not_a_name(input))?;
        if input.is_empty() || input.peek(Token![,]) || input.peek(Ident::peek_any) {
            Ok(name)
        } else {
            Err(not_a_name(input))
        }
    }

    fn missing_value(&self, key: &Ident) -> Error {
        let message = format!("`{key}` needs a value: write `{}`", self.example(key));
        Error::new_spanned(key, message)
    }

    /// An argument with this key.
    fn example(&self, key: &Ident) -> String {
        if key == "crate" {
            return "crate = ::mea".into();
        }
        let prefix = Form::of_key(&key.to_string()).map_or("", Form::prefix);
        format!("{key} = {prefix}{}Guard", self.lock)
    }

    /// Reads the comma after an argument, and goes on without it if there is another argument.
    fn comma(&mut self, input: ParseStream<'_>) -> Result<()> {
        if input.is_empty() || input.parse::<Option<Token![,]>>()?.is_some() {
            return Ok(());
        }
        let next: TokenTree = input.fork().parse()?;
        self.errors
            .on(&next, format!("expected `,` before `{next}`"));
        if !input.peek(Ident::peek_any) {
            skip_argument(input)?;
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    }
}

/// Skips to the next comma that is not between `<` and `>`.
fn skip_argument(input: ParseStream<'_>) -> Result<()> {
    let mut depth = 0_usize;
    while !input.is_empty() && (depth > 0 || !input.peek(Token![,])) {
        match input.parse()? {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}
