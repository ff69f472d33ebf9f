//! The item under the attribute.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Fields, FieldsNamed, Item as Parsed, ItemStruct, spanned::Spanned};

use crate::errors::Errors;

/// A struct with named fields.
pub(super) struct Item {
    pub(super) item: ItemStruct,
    pub(super) fields: FieldsNamed,
}

/// Reads the item. If it is something else, that is an error, and the item comes back without its lock
/// attributes.
pub(super) fn item(tokens: TokenStream, errors: &mut Errors) -> Result<Item, TokenStream> {
    let Ok(mut parsed) = syn::parse2::<Parsed>(tokens.clone()) else {
        // The compiler says what is wrong with it.
        return Err(tokens);
    };
    match parsed {
        Parsed::Struct(item) if matches!(item.fields, Fields::Named(_)) => {
            let mut item = item;
            match std::mem::replace(&mut item.fields, Fields::Unit) {
                Fields::Named(fields) => Ok(Item { item, fields }),
                _ => unreachable!("looked at above"),
            }
        }
        _ => {
            errors.add(not_a_struct(&parsed));
            forget_attributes(&mut parsed);
            Err(parsed.into_token_stream())
        }
    }
}

fn not_a_struct(item: &Parsed) -> syn::Error {
    let (span, what) = match item {
        Parsed::Struct(item) => match &item.fields {
            Fields::Unit => (item.ident.span(), "this struct has no fields"),
            fields => (fields.span(), "these fields have no names"),
        },
        Parsed::Enum(item) => (item.enum_token.span(), "this is an enum"),
        Parsed::Union(item) => (item.union_token.span(), "this is a union"),
        item => (item.span(), "this is no struct"),
    };
    let message = format!(
        "`#[shared]` goes on a struct with named fields, each of which becomes an accessor; {what}"
    );
    syn::Error::new(span, message)
}

/// Removes what only this macro understands.
fn forget_attributes(item: &mut Parsed) {
    let forget = |fields: &mut Fields| {
        for field in fields.iter_mut() {
            field.attrs.retain(|attribute| !is_lock(attribute));
        }
    };
    match item {
        Parsed::Struct(item) => forget(&mut item.fields),
        Parsed::Enum(item) => {
            for variant in &mut item.variants {
                forget(&mut variant.fields);
                variant.attrs.retain(|attribute| !is_lock(attribute));
            }
        }
        Parsed::Union(item) => {
            for field in &mut item.fields.named {
                field.attrs.retain(|attribute| !is_lock(attribute));
            }
        }
        _ => {}
    }
}

pub(super) fn is_lock(attribute: &Attribute) -> bool {
    attribute.path().is_ident("lock")
}
