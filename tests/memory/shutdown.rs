//! Scopes.

use mea::shutdown;

use crate::counting::allocates_nothing;

/// Where somebody lives, it is one step in one word, however deep that is.
#[test]
fn to_register_in_a_scope_allocates_nothing() {
    let (_send, recv) = shutdown::new_pair();
    let (child, below) = recv.child();
    let (grandchild, _bottom) = below.child();
    for send in [child, grandchild] {
        let registrar = send.registrar();
        allocates_nothing(|| drop(registrar.register().unwrap()));
    }
}
