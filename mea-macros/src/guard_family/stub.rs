//! Stand-ins for guards that cannot be written: opaque types with the right name and parameters,
//! so that code which names a guard gets no error besides the one of the description.

use proc_macro2::{Ident, TokenStream};
use syn::Visibility;

use super::model::Form;
use crate::generate::generate;

pub(super) fn stub(vis: &Visibility, form: Form, name: &Ident) -> TokenStream {
    let maybe_sized = generate!(?::core::marker::Sized);
    let (params, content) = match form {
        Form::Borrowed | Form::Mapped => (
            generate!('a, T: #maybe_sized),
            generate!(&'a (), ::core::marker::PhantomData<T>),
        ),
        Form::Owned => (
            generate!(T: #maybe_sized, O = ()),
            generate!(O, ::core::marker::PhantomData<T>),
        ),
        Form::OwnedMapped => (
            generate!(T: #maybe_sized, U: #maybe_sized, O = ()),
            generate!(
                O,
                ::core::marker::PhantomData<T>,
                ::core::marker::PhantomData<U>
            ),
        ),
    };
    generate! {
        #[doc = "Could not be written: see the errors of `#[guard_family]`."]
        #[allow(dead_code)]
        #vis struct #name<#params>(#content);
    }
}
