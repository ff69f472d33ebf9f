//! Meaning: from what was read to a [`Shared`] that can be written.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{
    Attribute, GenericParam, Generics, Meta, Path, Token, Type, Visibility, ext::IdentExt,
    punctuated::Punctuated,
};

use super::{
    arguments::Arguments,
    attribute::{self, LockAttribute},
    item::{Item, is_lock},
    model::{Field, Group, Kind, Lock, Shared, pascal},
    names::{Names, mention},
};
use crate::errors::Errors;

pub(super) fn shared(arguments: Arguments, item: Item, errors: &mut Errors) -> Shared {
    let Item { item, fields } = item;
    let tokens = quote!(#fields);
    let mut reader = Reader {
        name: &item.ident,
        fields: Vec::new(),
        locks: Vec::new(),
        errors,
    };
    for field in fields.named {
        reader.field(field);
    }
    let (fields, mut locks) = (reader.fields, reader.locks);
    for lock in &mut locks {
        settle(lock, &fields, &item.generics);
    }
    clashes(&fields, &locks, errors);

    let (attrs, [debug, default]) = without_derives(item.attrs, ["Debug", "Default"]);
    let slots = locks.iter().filter(|lock| lock.kind.is_held());
    let slots = slots.map(|lock| pascal(&lock.name)).collect();
    let names = {
        let (generics, name) = (&item.generics, &item.ident);
        let where_clause = &generics.where_clause;
        let krate = &arguments.krate;
        Names::new(slots, quote!(#tokens #name #generics #where_clause #krate))
    };
    Shared {
        krate: arguments.krate.unwrap_or_else(|| syn::parse_quote!(::mea)),
        attrs,
        vis: item.vis,
        name: item.ident,
        generics: without_defaults(item.generics.clone()),
        declared_generics: item.generics,
        after: arguments.after,
        unordered: arguments.unordered,
        debug,
        default,
        fields,
        locks,
        names,
    }
}

struct Reader<'e> {
    name: &'e Ident,
    fields: Vec<Field>,
    locks: Vec<Lock>,
    errors: &'e mut Errors,
}

impl Reader<'_> {
    fn field(&mut self, field: syn::Field) {
        let Some(name) = field.ident else {
            return;
        };
        let (locks, attrs): (Vec<_>, Vec<_>) = field.attrs.into_iter().partition(is_lock);
        for again in locks.iter().skip(1) {
            let message =
                format!("`{name}` has a lock attribute already: a field has one lock, or none");
            self.errors.on(again, message);
        }
        let lock = locks
            .first()
            .and_then(|attribute| attribute::lock(attribute, self.errors));
        let (cfgs, attrs) = attrs
            .into_iter()
            .partition(|attribute| attribute.path().is_ident("cfg"));
        let (accessor_attrs, attrs) = sort(attrs);
        let cfgs: Vec<Attribute> = cfgs;
        if let (Some(_), Some(cfg)) = (&lock, cfgs.first()) {
            let message = "a lock is there or not for everybody, since it has a place in the order; \
                           put `#[cfg(..)]` on the struct";
            self.errors.on(cfg, message);
        }
        let index = self.fields.len();
        let mut field = Field {
            attrs,
            accessor_attrs,
            cfgs,
            vis: field.vis,
            name,
            ty: field.ty,
            lock: None,
        };
        if let Some(lock) = lock {
            field.lock = Some(self.lock(lock, &field, index));
        }
        self.fields.push(field);
    }

    /// The lock of `field`: a new one, or that of its group.
    fn lock(&mut self, attribute: LockAttribute, field: &Field, index: usize) -> usize {
        let LockAttribute { word, kind, group } = attribute;
        if matches!(kind, Kind::Semaphore(_)) && !is_unit(&field.ty) {
            let message = format!(
                "a semaphore has no value: the type of `{}` is `()`",
                field.name
            );
            self.errors.on(&field.ty, message);
        }
        let known = group.as_ref().and_then(|group| {
            let is_it = |lock: &Lock| lock.group.is_some() && lock.name == *group;
            self.locks.iter().position(is_it)
        });
        if let Some(known) = known {
            let lock = &mut self.locks[known];
            if lock.kind.word() != kind.word() {
                let (name, before) = (&lock.name, lock.kind.word());
                let message = format!(
                    "the group `{name}` has a `{before}` above, and a group has one lock: write \
                     `{before}({name})`"
                );
                self.errors.on(word, message);
            }
            lock.fields.push(index);
            return known;
        }
        let name = group.clone().unwrap_or_else(|| field.name.clone());
        let level = format_ident!("{}{}", self.name, pascal(&name), span = name.span());
        self.locks.push(Lock {
            kind,
            level: level.clone(),
            vis: field.vis.clone(),
            fields: vec![index],
            group: group.map(|_| Group {
                ty: format_ident!("{level}Data"),
                generics: Generics::default(),
            }),
            name,
        });
        self.locks.len() - 1
    }
}

/// What is known of a lock when all its fields are.
fn settle(lock: &mut Lock, fields: &[Field], generics: &Generics) {
    let text = |vis: &Visibility| vis.to_token_stream().to_string();
    let mut vis = lock.fields.iter().map(|field| &fields[*field].vis);
    if !vis.all(|vis| text(vis) == text(&lock.vis)) {
        lock.vis = Visibility::Inherited;
    }
    if let Some(group) = &mut lock.group {
        let types = lock.fields.iter().map(|field| &fields[*field].ty);
        group.generics = mentioned(generics, &quote!(#(#types)*));
    }
}

/// Those of `generics` that `tokens` mention, with the bounds that mention no others.
fn mentioned(generics: &Generics, tokens: &TokenStream) -> Generics {
    let name = |param: &GenericParam| match param {
        GenericParam::Lifetime(param) => param.lifetime.ident.clone(),
        GenericParam::Type(param) => param.ident.clone(),
        GenericParam::Const(param) => param.ident.clone(),
    };
    let (kept, others): (Vec<_>, Vec<_>) = generics
        .params
        .iter()
        .cloned()
        .partition(|param| mention(tokens.clone(), &name(param)));
    let others: Vec<Ident> = others.iter().map(name).collect();
    let is_alone = |bound: &dyn ToTokens| {
        let bound = bound.to_token_stream();
        others.iter().all(|other| !mention(bound.clone(), other))
    };
    let mut generics = without_defaults(generics.clone());
    generics.params = kept.into_iter().collect();
    for param in &mut generics.params {
        if let GenericParam::Type(param) = param {
            let bounds = std::mem::take(&mut param.bounds);
            param.bounds = bounds.into_iter().filter(|b| is_alone(b)).collect();
        }
    }
    if let Some(clause) = &mut generics.where_clause {
        let predicates = std::mem::take(&mut clause.predicates);
        let predicates = predicates.into_iter().filter(|p| is_alone(p));
        clause.predicates = predicates.collect();
    }
    without_defaults(generics)
}

/// As they stand after `impl`.
fn without_defaults(mut generics: Generics) -> Generics {
    for param in &mut generics.params {
        match param {
            GenericParam::Type(param) => param.default = None,
            GenericParam::Const(param) => param.default = None,
            GenericParam::Lifetime(_) => {}
        }
    }
    generics
}

/// The functions that are written must not have one name twice.
fn clashes(fields: &[Field], locks: &[Lock], errors: &mut Errors) {
    let text = |name: &Ident| name.unraw().to_string();
    // Of the struct, and of the builder: name, and what has it.
    let mut written: Vec<(String, String)> = ["new", "locks", "into_parts"]
        .map(|name| {
            (
                name.to_owned(),
                "a method that `#[shared]` writes".to_owned(),
            )
        })
        .into();
    for lock in locks.iter().filter(|lock| lock.kind.is_owned()) {
        let of = |name: &Ident| {
            let (name, of) = (format!("{}_arc", text(name)), text(name));
            (name, format!("the accessor of `{of}` on an `Arc`"))
        };
        written.push(of(&lock.name));
        if lock.group.is_some() {
            written.extend(lock.fields.iter().map(|field| of(&fields[*field].name)));
        }
    }
    for name in ["lock", "lock_after"] {
        if let Some(lock) = locks.iter().find(|lock| lock.name == name) {
            let message =
                format!("`{name}` is a method of `.locks()`: call the lock something else");
            errors.on(&lock.name, message);
        }
    }
    for lock in locks
        .iter()
        .filter(|lock| matches!(lock.kind, Kind::RwLock))
    {
        let name = format!("{}_mut", text(&lock.name));
        if let Some(other) = locks.iter().find(|other| text(&other.name) == name) {
            let message = format!(
                "`{name}` is how `.locks()` takes `{}` for writing: call one of them something else",
                lock.name,
            );
            errors.on(&other.name, message);
        }
    }
    let groups = locks.iter().filter(|lock| lock.group.is_some());
    for name in groups
        .clone()
        .map(|lock| &lock.name)
        .chain(fields.iter().map(|field| &field.name))
    {
        if let Some((_, what)) = written.iter().find(|(other, _)| *other == text(name)) {
            errors.on(name, format!("`{name}` is {what}: call it something else"));
        }
    }
    for lock in groups {
        if let Some(field) = fields.iter().find(|field| field.name == lock.name) {
            let message = format!(
                "`{}` is a field: a group has a name of its own",
                text(&field.name)
            );
            errors.on(&lock.name, message);
        }
    }
}

/// The attributes of the accessor, and those of the field.
fn sort(attrs: Vec<Attribute>) -> (Vec<Attribute>, Vec<Attribute>) {
    const ACCESSOR: [&str; 4] = ["must_use", "inline", "deprecated", "track_caller"];
    const BOTH: [&str; 4] = ["doc", "allow", "warn", "deny"];
    let is = |attribute: &Attribute, names: &[&str]| {
        names.iter().any(|name| attribute.path().is_ident(name))
    };
    let accessor = |a: &&Attribute| is(a, &ACCESSOR) || is(a, &BOTH);
    let of_accessor = attrs.iter().filter(accessor).cloned().collect();
    let of_field = attrs.into_iter().filter(|a| !is(a, &ACCESSOR)).collect();
    (of_accessor, of_field)
}

/// The attributes without `names` in their `#[derive(..)]`s, and which of them were there.
fn without_derives<const N: usize>(
    attrs: Vec<Attribute>,
    names: [&str; N],
) -> (Vec<Attribute>, [bool; N]) {
    let mut found = [false; N];
    let attrs = attrs.into_iter().filter_map(|mut attribute| {
        if !attribute.path().is_ident("derive") {
            return Some(attribute);
        }
        let parser = Punctuated::<Path, Token![,]>::parse_terminated;
        let Ok(paths) = attribute.parse_args_with(parser) else {
            // The compiler says what is wrong with it.
            return Some(attribute);
        };
        let others = paths.into_iter().filter(|path| {
            let last = path.segments.last();
            let name = |name: &&str| last.is_some_and(|last| last.ident == name);
            match names.iter().position(|n| name(&n)) {
                Some(at) => {
                    found[at] = true;
                    false
                }
                None => true,
            }
        });
        let others: Punctuated<Path, Token![,]> = others.collect();
        if others.is_empty() {
            return None;
        }
        if let Meta::List(list) = &mut attribute.meta {
            list.tokens = others.into_token_stream();
        }
        Some(attribute)
    });
    let attrs = attrs.collect();
    (attrs, found)
}

fn is_unit(ty: &Type) -> bool {
    match ty {
        Type::Tuple(tuple) => tuple.elems.is_empty(),
        Type::Paren(ty) => is_unit(&ty.elem),
        Type::Group(ty) => is_unit(&ty.elem),
        _ => false,
    }
}
