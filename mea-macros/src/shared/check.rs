//! Meaning: from what was read to a [`Shared`] that can be written.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, GenericParam, Generics, Type, Visibility};

use super::{
    arguments::Arguments,
    attribute::{self, LockAttribute},
    item::{Item, is_lock},
    model::{Field, Group, Kind, Lock, Shared, pascal},
    names::{self, Names, mention},
    sort,
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
    let (mut fields, mut locks) = (reader.fields, reader.locks);
    for lock in &mut locks {
        settle(lock, &fields, &item.generics);
    }
    let clashes = names::clashes(&mut fields, &mut locks, &arguments.without, errors);

    let (attrs, [debug, default]) = sort::without_derives(item.attrs, ["Debug", "Default"]);
    let slots = locks.iter().filter(|lock| lock.kind.is_held());
    let slots = slots.map(|lock| pascal(&lock.name)).collect();
    let names = {
        let (generics, name) = (&item.generics, &item.ident);
        let where_clause = &generics.where_clause;
        let krate = &arguments.krate;
        Names::new(slots, quote!(#tokens #name #generics #where_clause #krate))
    };
    if default {
        for lock in &locks {
            if matches!(lock.kind, Kind::Semaphore(None)) {
                let message =
                    "`Default` does not know how many permits there are: write `semaphore = 8`";
                errors.on(&lock.name, message);
            }
        }
    }
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
        without: arguments.without,
        fields,
        locks,
        names,
        builder: !clashes,
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
        let (accessor_attrs, attrs) = sort::accessor_and_field(attrs);
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
            clashes: false,
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

fn is_unit(ty: &Type) -> bool {
    match ty {
        Type::Tuple(tuple) => tuple.elems.is_empty(),
        Type::Paren(ty) => is_unit(&ty.elem),
        Type::Group(ty) => is_unit(&ty.elem),
        _ => false,
    }
}
