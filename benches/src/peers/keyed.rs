//! What has a key for each of many: values made once, and permits shared fairly.

use std::future::Future;

/// A value for each key.
pub(crate) trait OnceMap: 'static {
    type Map;

    fn new() -> Self::Map;
    /// The value of the key; if it has none, it gets this one.
    fn compute(map: &Self::Map, key: u64, value: u64) -> impl Future<Output = u64>;
    fn remove(map: &Self::Map, key: u64) -> Option<u64>;
}

/// Permits, which tenants want.
pub(crate) trait FairShare: 'static {
    type Share;
    type Permit<'a>;

    fn new(permits: usize) -> Self::Share;
    fn acquire(share: &Self::Share, tenant: u64) -> impl Future<Output = Self::Permit<'_>>;
}

macro_rules! once_map {
    ($($Library:ident: $library:ident;)*) => {
        $(impl OnceMap for super::$Library {
            type Map = $library::once::OnceMap<u64, u64>;

            fn new() -> Self::Map {
                Self::Map::new()
            }

            #[inline(always)]
            fn compute(map: &Self::Map, key: u64, value: u64) -> impl Future<Output = u64> {
                map.compute(key, async move || value)
            }

            #[inline(always)]
            fn remove(map: &Self::Map, key: u64) -> Option<u64> {
                map.remove(&key)
            }
        })*
    };
}

macro_rules! fair_share {
    ($($Library:ident: $library:ident;)*) => {
        $(impl FairShare for super::$Library {
            type Share = $library::admission::FairShare<u64>;
            type Permit<'a> = $library::admission::FairSharePermit<'a, u64>;

            fn new(permits: usize) -> Self::Share {
                Self::Share::new(permits)
            }

            #[inline(always)]
            fn acquire(
                share: &Self::Share,
                tenant: u64,
            ) -> impl Future<Output = Self::Permit<'_>> {
                share.acquire(tenant)
            }
        })*
    };
}

once_map! {
    Mea: mea;
    Mea06: mea_0_6;
    Asyncband: asyncband;
}

fair_share! {
    Mea: mea;
    Mea06: mea_0_6;
}
