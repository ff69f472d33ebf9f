//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

/// Everybody's.
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
pub enum Config {}
impl path::to::mea::order::Level for Config {
    const LOCK: &'static str = "Config";
    const OWNER: &'static str = ::core::module_path!();
}
impl path::to::mea::order::LockAfter<path::to::mea::order::Nothing> for Config {}
impl path::to::mea::order::AtOrAfter<Config> for Config {}
impl<Before> path::to::mea::order::AtOrAfter<Before> for Config
where
    Config: path::to::mea::order::LockAfter<Before>,
{}
/// Everybody's.
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
pub enum Users {}
impl path::to::mea::order::Level for Users {
    const LOCK: &'static str = "Users";
    const OWNER: &'static str = ::core::module_path!();
    fn after(name: &mut dyn ::core::ops::FnMut(path::to::mea::order::Place)) {
        name(path::to::mea::order::Place::of::<Config>());
    }
}
impl path::to::mea::order::LockAfter<path::to::mea::order::Nothing> for Users {}
impl path::to::mea::order::AtOrAfter<Users> for Users {}
impl<Before> path::to::mea::order::AtOrAfter<Before> for Users
where
    Users: path::to::mea::order::LockAfter<Before>,
{}
/// The level `Log` of the lock order.
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
enum Log {}
impl path::to::mea::order::Level for Log {
    const LOCK: &'static str = "Log";
    const OWNER: &'static str = ::core::module_path!();
    fn after(name: &mut dyn ::core::ops::FnMut(path::to::mea::order::Place)) {
        name(path::to::mea::order::Place::of::<bank::Accounts>());
    }
}
impl path::to::mea::order::LockAfter<path::to::mea::order::Nothing> for Log {}
impl path::to::mea::order::AtOrAfter<Log> for Log {}
impl<Before> path::to::mea::order::AtOrAfter<Before> for Log
where
    Log: path::to::mea::order::LockAfter<Before>,
{}
impl path::to::mea::order::LockAfter<Config> for Users {}
impl path::to::mea::order::LockAfter<Config> for bank::Accounts {}
const _: () = {
    #[allow(dead_code)]
    trait LockOrderIsCircular<After> {}
    impl LockOrderIsCircular<bank::Accounts> for Config {}
    impl<
        Level: path::to::mea::order::LockAfter<bank::Accounts>,
    > LockOrderIsCircular<bank::Accounts> for Level {}
};
impl path::to::mea::order::LockAfter<Config> for Log {}
impl path::to::mea::order::LockAfter<Users> for bank::Accounts {}
const _: () = {
    #[allow(dead_code)]
    trait LockOrderIsCircular<After> {}
    impl LockOrderIsCircular<bank::Accounts> for Users {}
    impl<
        Level: path::to::mea::order::LockAfter<bank::Accounts>,
    > LockOrderIsCircular<bank::Accounts> for Level {}
};
impl path::to::mea::order::LockAfter<Users> for Log {}
impl path::to::mea::order::LockAfter<bank::Accounts> for Log {}
const _: () = {
    #[allow(dead_code)]
    trait LockOrderIsCircular<After> {}
    impl LockOrderIsCircular<Log> for bank::Accounts {}
    impl<Level: path::to::mea::order::LockAfter<Log>> LockOrderIsCircular<Log>
    for Level {}
};
