//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

/// # Locks
///
/// In the order in which a task takes them:
///
/// 1. `new`, a mutex: [`BankNew`]
/// 1. `uploads`, a semaphore: [`BankUploads`]
struct Bank {
    new: ::mea::mutex::Mutex<u64>,
    uploads: ::mea::semaphore::Semaphore,
}
/// The place in the lock order of `new`, a mutex of [`Bank`].
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
enum BankNew {}
impl ::mea::order::Level for BankNew {
    const LOCK: &'static str = "new";
    const OWNER: &'static str = ::core::concat!(::core::module_path!(), "::", "Bank");
}
impl ::mea::order::LockAfter<::mea::order::Nothing> for BankNew {}
impl ::mea::order::AtOrAfter<BankNew> for BankNew {}
impl<Before> ::mea::order::AtOrAfter<Before> for BankNew
where
    BankNew: ::mea::order::LockAfter<Before>,
{}
/// The place in the lock order of `uploads`, a semaphore of [`Bank`].
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
enum BankUploads {}
impl ::mea::order::Level for BankUploads {
    const LOCK: &'static str = "uploads";
    const OWNER: &'static str = ::core::concat!(::core::module_path!(), "::", "Bank");
    fn after(name: &mut dyn ::core::ops::FnMut(::mea::order::Place)) {
        name(::mea::order::Place::of::<BankNew>());
    }
}
impl ::mea::order::LockAfter<::mea::order::Nothing> for BankUploads {}
impl ::mea::order::LockAfter<BankNew> for BankUploads {}
impl ::mea::order::AtOrAfter<BankUploads> for BankUploads {}
impl<Before> ::mea::order::AtOrAfter<Before> for BankUploads
where
    BankUploads: ::mea::order::LockAfter<Before>,
{}
#[allow(dead_code, single_use_lifetimes)]
impl Bank {
    /// The semaphore `uploads`.
    #[must_use]
    #[inline]
    fn uploads(
        &self,
    ) -> ::mea::shared::Handle<'_, ::mea::semaphore::Semaphore, BankUploads> {
        ::mea::shared::Handle::new(&self.uploads)
    }
}
/// What a [`Bank`] is made of, without its locks.
#[allow(dead_code)]
struct BankParts {
    /// The field `new`.
    new: u64,
}
#[allow(dead_code, single_use_lifetimes)]
impl Bank {
    /// A new `Bank`, in which nothing is locked.
    #[must_use]
    #[allow(private_interfaces, clippy::too_many_arguments, clippy::new_without_default)]
    fn new(new: u64) -> Self {
        Self {
            new: ::mea::mutex::Mutex::new(new),
            uploads: ::mea::semaphore::Semaphore::new(1),
        }
    }
    /// The values, without the locks: nobody has them locked any more.
    #[must_use]
    fn into_parts(self) -> BankParts {
        BankParts {
            new: self.new.into_inner(),
        }
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl Bank {
    /// Begins to choose several locks, which are taken in the order of declaration however they are named: `new` and `uploads`.
    #[inline]
    fn locks(&self) -> BankLocks<'_, ::mea::shared::NotTaken, ::mea::shared::NotTaken> {
        BankLocks(
            self,
            (::mea::shared::NotTaken, (::mea::shared::NotTaken, ())),
            ::core::marker::PhantomData,
        )
    }
}
/// Several locks of a [`Bank`]: chosen by name, in any order, and taken in that of the declaration, which is `new` and `uploads`.
#[must_use = "nothing is locked before `.lock().await`"]
struct BankLocks<'a, New = ::mea::shared::NotTaken, Uploads = ::mea::shared::NotTaken>(
    &'a Bank,
    (New, (Uploads, ())),
    ::core::marker::PhantomData<fn(&'a ()) -> &'a ()>,
);
#[allow(single_use_lifetimes)]
impl<'a, New, Uploads> ::core::fmt::Debug for BankLocks<'a, New, Uploads> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("BankLocks").finish_non_exhaustive()
    }
}
/// What is locked by [`Bank::locks`]: a guard for each lock that was chosen, to be taken out by name.
#[derive(::core::fmt::Debug)]
#[allow(dead_code)]
#[must_use = "if unused, the locks are released at once"]
struct BankLocked<New = ::mea::shared::NotTaken, Uploads = ::mea::shared::NotTaken> {
    /// The guard of `new`, if it was chosen.
    new: New,
    /// The guard of `uploads`, if it was chosen.
    uploads: Uploads,
}
#[allow(dead_code, single_use_lifetimes)]
impl<'a, Uploads> BankLocks<'a, ::mea::shared::NotTaken, Uploads> {
    /// Chooses `new`.
    #[inline]
    #[track_caller]
    fn new(
        self,
    ) -> BankLocks<
        'a,
        ::mea::shared::Acquire<::mea::mutex::Lock<'a, u64>, BankNew>,
        Uploads,
    > {
        let BankLocks(shared, (_, (uploads, ())), invariant) = self;
        let new = ::mea::shared::Handle::<_, BankNew>::new(&shared.new).lock();
        BankLocks(shared, (new, (uploads, ())), invariant)
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl<'a, New> BankLocks<'a, New, ::mea::shared::NotTaken> {
    /// Chooses as many permits of `uploads`.
    #[inline]
    #[track_caller]
    fn uploads(
        self,
        permits: usize,
    ) -> BankLocks<
        'a,
        New,
        ::mea::shared::Acquire<::mea::semaphore::Acquire<'a>, BankUploads>,
    > {
        let BankLocks(shared, (new, (_, ())), invariant) = self;
        let uploads = ::mea::shared::Handle::<_, BankUploads>::new(&shared.uploads)
            .acquire(permits);
        BankLocks(shared, (new, (uploads, ())), invariant)
    }
}
#[allow(single_use_lifetimes)]
impl<'a, New, Uploads> ::mea::shared::Locks for BankLocks<'a, New, Uploads>
where
    New: ::mea::shared::Slot,
    Uploads: ::mea::shared::Slot,
{
    type Slots = (New, (Uploads, ()));
    type Locked = BankLocked<New::Taken, Uploads::Taken>;
    #[inline]
    fn into_slots(self) -> Self::Slots {
        self.1
    }
    #[inline]
    fn locked(
        (new, (uploads, ())): <Self::Slots as ::mea::shared::Slots>::Taken,
    ) -> Self::Locked {
        BankLocked { new, uploads }
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl<'a, New, Uploads> BankLocks<'a, New, Uploads>
where
    New: ::mea::shared::Slot,
    Uploads: ::mea::shared::Slot,
{
    /// Takes the chosen locks, one after the other in the order of declaration.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped half-way releases what it has taken. Not
    /// snooze-safe.
    #[inline]
    fn lock(self) -> ::mea::shared::LockAll<Self> {
        ::mea::shared::LockAll::new(self)
    }
    /// [`lock`](Self::lock), after what `held` says is held. The guards borrow `held`, like the
    /// token that comes with them.
    #[inline]
    fn lock_after<Before>(
        self,
        held: &'a mut ::mea::order::Held<Before>,
    ) -> ::mea::shared::LockAllAfter<'a, Self, Before>
    where
        New: ::mea::shared::SlotAfter<Before>,
        Uploads: ::mea::shared::SlotAfter<Before>,
    {
        <New as ::mea::shared::SlotAfter<Before>>::declare();
        <Uploads as ::mea::shared::SlotAfter<Before>>::declare();
        ::mea::shared::LockAllAfter::new(self, held)
    }
}
::core::compile_error! {
    "unknown argument `ordered` (did you mean `unordered`?); expected `after(Level)`, `unordered`, `without(method)` or `crate = path`"
}
::core::compile_error! {
    "unknown lock `Mutex` (did you mean `mutex`?); expected `mutex`, `mutex(group)`, `rwlock`, `semaphore`, `semaphore = n`, `once` or `custom = Lock`"
}
::core::compile_error! {
    "`uploads` has a lock attribute already: a field has one lock, or none"
}
::core::compile_error! {
    "the number of permits stands behind `=`: write `semaphore = 8`, or `semaphore` if `new` is to take it"
}
::core::compile_error! {
    "a semaphore has no value: the type of `uploads` is `()`"
}
::core::compile_error! {
    "`new` is a method that `#[shared]` writes: call it something else"
}
