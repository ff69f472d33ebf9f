//! What a `#[shared]` struct is, once it is known to be in order.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Attribute, Expr, Generics, Path, Type, Visibility, ext::IdentExt};

use super::names::Names;

/// All that is written.
pub(super) struct Shared {
    pub(super) krate: Path,
    /// Those of the struct, without what is written here.
    pub(super) attrs: Vec<Attribute>,
    pub(super) vis: Visibility,
    pub(super) name: Ident,
    /// Without defaults, as they stand after `impl`.
    pub(super) generics: Generics,
    /// As they stand in the struct.
    pub(super) declared_generics: Generics,
    /// The level that all locks come after.
    pub(super) after: Option<Path>,
    pub(super) unordered: bool,
    /// Whether `Debug` and `Default` were to be derived.
    pub(super) debug: bool,
    pub(super) default: bool,
    /// Methods that are not to be written.
    pub(super) without: Vec<Ident>,
    pub(super) fields: Vec<Field>,
    /// In the order of their first field.
    pub(super) locks: Vec<Lock>,
    pub(super) names: Names,
    /// Whether `.locks()` can be written, without two methods of one name.
    pub(super) builder: bool,
}

/// A field as it was written.
pub(super) struct Field {
    /// Those that stay with the field.
    pub(super) attrs: Vec<Attribute>,
    /// Those of its accessor.
    pub(super) accessor_attrs: Vec<Attribute>,
    /// `#[cfg(..)]`, for everything that mentions it.
    pub(super) cfgs: Vec<Attribute>,
    pub(super) vis: Visibility,
    pub(super) name: Ident,
    pub(super) ty: Type,
    /// The lock that it is behind, as an index.
    pub(super) lock: Option<usize>,
    /// Whether its accessor would have the name of something else, which is an error.
    pub(super) clashes: bool,
}

/// A lock of the struct.
pub(super) struct Lock {
    pub(super) kind: Kind,
    /// The name of the field in the struct: that of the only field behind it, or of the group.
    pub(super) name: Ident,
    pub(super) level: Ident,
    pub(super) vis: Visibility,
    /// The fields behind it, as indices.
    pub(super) fields: Vec<usize>,
    pub(super) group: Option<Group>,
}

/// The type of the fields that share a lock.
pub(super) struct Group {
    pub(super) ty: Ident,
    /// Those of the struct that the fields mention.
    pub(super) generics: Generics,
}

#[derive(Clone)]
pub(super) enum Kind {
    Mutex,
    RwLock,
    /// With its number of permits, if `new` does not take it.
    Semaphore(Option<Expr>),
    Once,
    /// A lock of the user's, without its parameter.
    Custom(Path),
}

impl Kind {
    /// The word in the attribute.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Mutex => "mutex",
            Self::RwLock => "rwlock",
            Self::Semaphore(_) => "semaphore",
            Self::Once => "once",
            Self::Custom(_) => "custom",
        }
    }

    /// What it is called in documentation.
    pub(super) fn noun(&self) -> &'static str {
        match self {
            Self::Mutex => "mutex",
            Self::RwLock => "reader-writer lock",
            Self::Semaphore(_) => "semaphore",
            Self::Once => "cell that is written once",
            Self::Custom(_) => "lock",
        }
    }

    /// Whether `.locks()` can take it.
    pub(super) fn is_held(&self) -> bool {
        !matches!(self, Self::Once)
    }

    /// Whether guards can be had from an `Arc`.
    pub(super) fn is_owned(&self) -> bool {
        matches!(self, Self::Mutex | Self::RwLock)
    }
}

impl Shared {
    /// The field of a lock that is not shared by a group.
    pub(super) fn field_of<'s>(&'s self, lock: &Lock) -> &'s Field {
        &self.fields[lock.fields[0]]
    }

    pub(super) fn fields_of<'s>(&'s self, lock: &'s Lock) -> impl Iterator<Item = &'s Field> {
        lock.fields.iter().map(|field| &self.fields[*field])
    }

    /// The type behind the lock.
    pub(super) fn value_type(&self, lock: &Lock) -> TokenStream {
        match &lock.group {
            Some(group) => {
                let (ty, (_, params, _)) = (&group.ty, group.generics.split_for_impl());
                quote!(#ty #params)
            }
            None => {
                let ty = &self.field_of(lock).ty;
                quote!(#ty)
            }
        }
    }

    /// The type of the lock itself.
    pub(super) fn lock_type(&self, lock: &Lock) -> TokenStream {
        let krate = &self.krate;
        let value = self.value_type(lock);
        match &lock.kind {
            Kind::Mutex => quote!(#krate::mutex::Mutex<#value>),
            Kind::RwLock => quote!(#krate::rwlock::RwLock<#value>),
            Kind::Semaphore(_) => quote!(#krate::semaphore::Semaphore),
            Kind::Once => quote!(#krate::once::OnceCell<#value>),
            Kind::Custom(path) => quote!(#path<#value>),
        }
    }

    /// Those that `.locks()` can take.
    pub(super) fn held(&self) -> impl Iterator<Item = &Lock> {
        self.locks.iter().filter(|lock| lock.kind.is_held())
    }

    /// Whether a method is to be written.
    pub(super) fn has(&self, method: &str) -> bool {
        self.without.iter().all(|name| name != method)
    }

    /// A name that begins with that of the struct.
    pub(super) fn item(&self, suffix: &str) -> Ident {
        format_ident!("{}{suffix}", self.name)
    }
}

/// `last_id` as `LastId`.
pub(super) fn pascal(name: &Ident) -> String {
    let name = name.unraw().to_string();
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    });
    words.collect()
}
