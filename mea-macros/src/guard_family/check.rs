//! Meaning: from what was written to a [`Family`], or to errors that say what to write instead.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{
    GenericArgument, GenericParam, Generics, Path, PathArguments, Type, TypeParam, TypeParamBound,
    Visibility, ext::IdentExt,
};

use super::{
    model::{Family, Form, Lock, Mode, Names},
    parse::{Arguments, Description, EXPECTED, Named, last_segment},
    tokens,
};
use crate::errors::{Errors, did_you_mean, guess};

pub(super) fn family(
    arguments: Arguments,
    description: Option<&Description>,
    lock: String,
    errors: &mut Errors,
) -> Family {
    let mut checker = Checker { lock, errors };
    let mut family = Family {
        vis: arguments.vis.unwrap_or(Visibility::Inherited),
        krate: arguments.krate.unwrap_or_else(default_krate),
        names: Names::default(),
        docs: Vec::new(),
        lost: Vec::new(),
        lock: None,
    };
    let exact: Vec<Form> = arguments
        .guards
        .iter()
        .filter_map(|named| Form::of_key(&named.key.unraw().to_string()))
        .collect();
    for named in arguments.guards {
        checker.guard(&mut family, &exact, named);
    }
    checker.complete(&family.names, &arguments.tokens);
    family.lock = description.and_then(|description| checker.description(description));
    family
}

fn default_krate() -> Path {
    syn::parse_quote_spanned!(Span::mixed_site()=> ::mea)
}

struct Checker<'e> {
    /// The name of the lock, for messages.
    lock: String,
    errors: &'e mut Errors,
}

impl Checker<'_> {
    /// What the attribute goes on.
    fn example(&self) -> String {
        format!(
            "`unsafe impl<T: ?Sized> Guards<Exclusive> for {}<T>`",
            self.lock
        )
    }

    /// Why a lock has one free type parameter and nothing else.
    fn why(&self) -> String {
        format!(
            "because a mapped guard forgets the value and releases the lock as `{}<()>`",
            self.lock
        )
    }

    /// Takes in one `key = Name`; `exact` are the forms that are there under their own key.
    fn guard(&mut self, family: &mut Family, exact: &[Form], named: Named) {
        let Named { docs, key, name } = named;
        let written = key.unraw().to_string();
        let known = Form::of_key(&written);
        let meant = known.or_else(|| {
            let guess = guess(&written, Form::ALL.map(Form::key));
            let message = format!(
                "unknown guard variant `{written}`{}; {}",
                did_you_mean(guess),
                EXPECTED,
            );
            self.errors.on(&key, message);
            guess.and_then(Form::of_key)
        });
        let Some(form) = meant else { return };
        if let Some((other, _)) = family.names.iter().find(|(_, taken)| **taken == name) {
            let message = format!(
                "`{name}` is the name of the `{}` guard already: each guard is a type of its own",
                other.key(),
            );
            self.errors.on(&name, message);
            return;
        }
        let first = family.names.get(form);
        if let (Some(first), Some(_)) = (first, known) {
            let message = format!("`{written}` is given twice: it is `{first}` already");
            self.errors.on(&key, message);
        }
        if first.is_some() || known.is_none() && exact.contains(&form) {
            family.lost.push((form, name));
        } else {
            family.names.push(form, name);
            family.docs.push((form, docs));
        }
    }

    /// Asks for the guards without which others make no sense.
    fn complete(&mut self, names: &Names, arguments: &TokenStream) {
        let lock = &self.lock;
        if names.get(Form::Borrowed).is_none() {
            let message = format!(
                "a family needs the guard that borrows the lock: add `borrowed = {lock}Guard`",
            );
            self.errors.on(arguments, message);
        }
        if let (Some(name), None) = (names.get(Form::OwnedMapped), names.get(Form::Owned)) {
            let message = format!(
                "the `owned_mapped` guard is made from the `owned` one: \
                 add `owned = Owned{lock}Guard`",
            );
            self.errors.on(name, message);
        }
    }

    /// The lock, if its description is in order.
    fn description(&mut self, description: &Description) -> Option<Lock> {
        let header = &description.header;
        if let Some(polarity) = &header.modifiers.polarity {
            let message = format!(
                "`#[guard_family]` needs an `impl` that says how to lock: write {}",
                self.example(),
            );
            self.errors.on(polarity, message);
            return None;
        }
        let Some(trait_) = description.trait_() else {
            self.not_guards(&header.self_ty);
            return None;
        };
        let mode = self.mode(trait_);
        let path = description.lock();
        if path.is_none() {
            let message = "expected the name of a lock, such as `Mutex<T>`";
            self.errors.on(&header.self_ty, message);
        }
        let param = self.value_param(&header.generics, &header.self_ty);
        let (mode, path, (param, unsized_param)) = (mode?, path?, param?);

        let known = self.errors.count();
        self.forgets_value(description, "Raw", &param);
        self.forgets_value(description, "Erased", &param);
        self.has_value(description, "Target", &param);
        if self.errors.count() > known {
            return None;
        }
        let ty = header.self_ty.to_token_stream();
        let target = description.associated_type("Target").map_or_else(
            // The compiler says that it is missing.
            || param.to_token_stream(),
            |target| tokens::replace(target.to_token_stream(), &self_ident(), &ty),
        );
        let segments = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        Some(Lock {
            path: segments.collect::<Vec<_>>().join("::"),
            name: self.lock.clone(),
            ty,
            param,
            unsized_param,
            mode,
            target,
            erased: description.erased(),
        })
    }

    fn not_guards(&mut self, tokens: impl ToTokens) {
        let message = format!(
            "`#[guard_family]` goes on an `impl` of the trait `Guards`: write {}",
            self.example(),
        );
        self.errors.on(tokens, message);
    }

    /// Reads `Guards<Mode>`.
    fn mode(&mut self, trait_: &Path) -> Option<Mode> {
        let modes = "`Exclusive`, `Shared`, `Upgradable` or `Upgraded`";
        let segment = trait_.segments.last()?;
        if segment.ident != "Guards" {
            self.not_guards(trait_);
            return None;
        }
        let argument = match &segment.arguments {
            PathArguments::AngleBracketed(list) if list.args.len() == 1 => &list.args[0],
            _ => {
                let message = format!(
                    "say how the guards use the value, as in `Guards<Exclusive>`; \
                     the modes are {modes}",
                );
                self.errors.on(segment, message);
                return None;
            }
        };
        let GenericArgument::Type(Type::Path(written)) = argument else {
            self.errors.on(argument, format!("expected {modes}"));
            return None;
        };
        let written = last_segment(&written.path);
        let mode = Mode::ALL.into_iter().find(|mode| mode.name() == written);
        if mode.is_none() {
            let guess = did_you_mean(guess(&written, Mode::ALL.map(Mode::name)));
            let message = format!("unknown access mode `{written}`{guess}; expected {modes}");
            self.errors.on(argument, message);
        }
        mode
    }

    /// The one type parameter, and whether it is `?Sized`.
    fn value_param(&mut self, generics: &Generics, lock: &Type) -> Option<(Ident, bool)> {
        let known = self.errors.count();
        let mut value: Option<&TypeParam> = None;
        for param in &generics.params {
            let message = match (param, value) {
                (GenericParam::Type(param), None) => {
                    value = Some(param);
                    continue;
                }
                (GenericParam::Type(param), Some(value)) => format!(
                    "a lock has one type parameter, the value it protects, {}: \
                     make `{}` a part of `{}`",
                    self.why(),
                    param.ident,
                    value.ident,
                ),
                (GenericParam::Lifetime(param), _) => format!(
                    "a lock has no lifetime parameter, {}: leave `{}` to the value",
                    self.why(),
                    param.lifetime,
                ),
                (GenericParam::Const(param), _) => format!(
                    "a lock has no const parameter, {}: make `{}` a field",
                    self.why(),
                    param.ident,
                ),
            };
            self.errors.on(param, message);
        }
        if let Some(clause) = &generics.where_clause {
            let message = format!(
                "a lock takes any value, {}: move the bounds to the methods that need them",
                self.why(),
            );
            self.errors.on(clause, message);
        }
        let Some(value) = value else {
            let message = format!(
                "a lock has one type parameter, the value it protects: write {}",
                self.example(),
            );
            self.errors.on(lock, message);
            return None;
        };
        for bound in value.bounds.iter().filter(|bound| !is_maybe_sized(bound)) {
            let message = format!(
                "`{}` may be bounded by `?Sized` only, {}: move the bound to the methods that \
                 need it",
                value.ident,
                self.why(),
            );
            self.errors.on(bound, message);
        }
        let unsized_param = value.bounds.iter().any(is_maybe_sized);
        (self.errors.count() == known).then(|| (value.ident.clone(), unsized_param))
    }

    /// Checks that the associated type `name` does not depend on the value.
    fn forgets_value(&mut self, description: &Description, name: &str, param: &Ident) {
        let Some(ty) = description.associated_type(name) else {
            return;
        };
        if let Some(mention) = mention_of_value(ty, param) {
            let message = format!("`{name}` must not mention `{mention}`, {}", self.why());
            self.errors.on(mention, message);
        }
    }

    /// Checks that the associated type `name` depends on the value.
    fn has_value(&mut self, description: &Description, name: &str, param: &Ident) {
        let Some(ty) = description.associated_type(name) else {
            return;
        };
        if mention_of_value(ty, param).is_none() {
            let message = format!(
                "`{name}` must mention `{param}`: the guards of a lock give access to its value",
            );
            self.errors.on(ty, message);
        }
    }
}

fn mention_of_value(ty: &Type, param: &Ident) -> Option<Ident> {
    tokens::find(ty.to_token_stream(), &[param, &self_ident()])
}

fn is_maybe_sized(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Trait(bound)
        if bound.maybe.is_some() && last_segment(&bound.path) == "Sized")
}

fn self_ident() -> Ident {
    Ident::new("Self", Span::call_site())
}
