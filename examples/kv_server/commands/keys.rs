//! Keys, whatever their values are.

use super::Done;
use crate::{
    protocol::{Output, Request},
    store::Several,
};

/// `DEL key [key ...]`
pub(super) fn del(several: &mut Several<'_>, request: Request<'_>, output: &mut Output) -> Done {
    let keys = request.from(1);
    output.count(
        keys.filter(|key| several.of(key).remove(key).is_some())
            .count(),
    );
    Ok(())
}

/// `EXISTS key [key ...]`
pub(super) fn exists(several: &mut Several<'_>, request: Request<'_>, output: &mut Output) -> Done {
    let keys = request.from(1);
    output.count(
        keys.filter(|key| several.of(key).get(key).is_some())
            .count(),
    );
    Ok(())
}
