//! What a family of guards is, once it is known to be in order.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Path, Visibility};

/// All that the guards are written from.
pub(super) struct Family {
    pub(super) vis: Visibility,
    pub(super) krate: Path,
    pub(super) names: Names,
    /// What the user adds to the documentation of the guards.
    pub(super) docs: Vec<(Form, Vec<Attribute>)>,
    /// Names that found no place in the family; they become stubs.
    pub(super) lost: Vec<(Form, Ident)>,
    /// `None` if the description is not in order: then all guards are stubs.
    pub(super) lock: Option<Lock>,
}

/// The lock that the guards release.
pub(super) struct Lock {
    /// The type, such as `Mutex<T>`.
    pub(super) ty: TokenStream,
    /// The type without generics, to be linked to in documentation.
    pub(super) path: String,
    /// Its last segment.
    pub(super) name: String,
    /// The type parameter.
    pub(super) param: Ident,
    /// Whether the parameter is bounded by `?Sized`.
    pub(super) unsized_param: bool,
    pub(super) mode: Mode,
    /// What its guards dereference to.
    pub(super) target: TokenStream,
    /// The lock around another value, such as `Mutex<()>`.
    pub(super) erased: TokenStream,
}

/// The four forms of a guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Borrowed,
    Owned,
    Mapped,
    OwnedMapped,
}

impl Form {
    pub(super) const ALL: [Self; 4] =
        [Self::Borrowed, Self::Owned, Self::Mapped, Self::OwnedMapped];

    /// The argument that names a guard of this form.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Borrowed => "borrowed",
            Self::Owned => "owned",
            Self::Mapped => "mapped",
            Self::OwnedMapped => "owned_mapped",
        }
    }

    /// What its name usually begins with.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Borrowed => "",
            Self::Owned => "Owned",
            Self::Mapped => "Mapped",
            Self::OwnedMapped => "OwnedMapped",
        }
    }

    pub(super) fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.key() == key)
    }

    /// Whether it keeps the lock alive.
    pub(super) fn is_owned(self) -> bool {
        matches!(self, Self::Owned | Self::OwnedMapped)
    }

    /// Whether it may reach only a part of the value.
    pub(super) fn is_mapped(self) -> bool {
        matches!(self, Self::Mapped | Self::OwnedMapped)
    }

    pub(super) fn of(owned: bool, mapped: bool) -> Self {
        match (owned, mapped) {
            (false, false) => Self::Borrowed,
            (true, false) => Self::Owned,
            (false, true) => Self::Mapped,
            (true, true) => Self::OwnedMapped,
        }
    }
}

/// The names of the guards, at most one for each form.
#[derive(Default)]
pub(super) struct Names(Vec<(Form, Ident)>);

impl Names {
    pub(super) fn get(&self, form: Form) -> Option<&Ident> {
        self.iter()
            .find(|entry| entry.0 == form)
            .map(|entry| entry.1)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Form, &Ident)> {
        self.0.iter().map(|(form, name)| (*form, name))
    }

    pub(super) fn push(&mut self, form: Form, name: Ident) {
        debug_assert!(self.get(form).is_none());
        self.0.push((form, name));
    }
}

/// The access modes of `mea::guard`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Exclusive,
    Shared,
    Upgradable,
    Upgraded,
}

impl Mode {
    pub(super) const ALL: [Self; 4] = [
        Self::Exclusive,
        Self::Shared,
        Self::Upgradable,
        Self::Upgraded,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Exclusive => "Exclusive",
            Self::Shared => "Shared",
            Self::Upgradable => "Upgradable",
            Self::Upgraded => "Upgraded",
        }
    }

    /// The pointer in its guards.
    pub(super) fn pointer(self, mapped: bool) -> &'static str {
        match self {
            Self::Exclusive | Self::Upgraded => "ExclusivePtr",
            // A part cannot be upgraded.
            Self::Upgradable if !mapped => "UpgradablePtr",
            Self::Shared | Self::Upgradable => "SharedPtr",
        }
    }

    /// Whether its guards may write.
    pub(super) fn is_exclusive(self) -> bool {
        matches!(self, Self::Exclusive | Self::Upgraded)
    }
}
