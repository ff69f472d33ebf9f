//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

#[derive(Clone)]
/// # Locks
///
/// In the order in which a task takes them, after [`other::Level`]:
///
/// 1. `accounts`, a mutex: [`BankAccounts`]
/// 1. `rates`, a reader-writer lock: [`BankRates`]
/// 1. `uploads`, a semaphore: [`BankUploads`]
/// 1. `schema`, a cell that is written once: [`BankSchema`]
/// 1. `cache`, a `Named`: [`BankCache`]
pub(crate) struct Bank {
    accounts: crate::mutex::Mutex<Vec<i64>>,
    rates: crate::rwlock::RwLock<Vec<f64>>,
    uploads: crate::semaphore::Semaphore,
    schema: crate::once::OnceCell<Schema>,
    cache: locks::Named<Cache>,
    name: String,
}
/// The place in the lock order of `accounts`, a mutex of [`Bank`].
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
pub(crate) enum BankAccounts {}
impl crate::order::Level for BankAccounts {
    const LOCK: &'static str = "accounts";
    const OWNER: &'static str = ::core::concat!(::core::module_path!(), "::", "Bank");
    fn after(name: &mut dyn ::core::ops::FnMut(crate::order::Place)) {
        name(crate::order::Place::of::<other::Level>());
    }
}
impl<Before> crate::order::LockAfter<Before> for BankAccounts
where
    other::Level: crate::order::AtOrAfter<Before>,
{}
impl crate::order::AtOrAfter<BankAccounts> for BankAccounts {}
impl<Before> crate::order::AtOrAfter<Before> for BankAccounts
where
    BankAccounts: crate::order::LockAfter<Before>,
{}
/// The place in the lock order of `rates`, a reader-writer lock of [`Bank`].
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
pub(crate) enum BankRates {}
impl crate::order::Level for BankRates {
    const LOCK: &'static str = "rates";
    const OWNER: &'static str = ::core::concat!(::core::module_path!(), "::", "Bank");
    fn after(name: &mut dyn ::core::ops::FnMut(crate::order::Place)) {
        name(crate::order::Place::of::<BankAccounts>());
    }
}
impl<Before> crate::order::LockAfter<Before> for BankRates
where
    BankAccounts: crate::order::AtOrAfter<Before>,
{}
impl crate::order::AtOrAfter<BankRates> for BankRates {}
impl<Before> crate::order::AtOrAfter<Before> for BankRates
where
    BankRates: crate::order::LockAfter<Before>,
{}
/// The place in the lock order of `uploads`, a semaphore of [`Bank`].
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
pub(crate) enum BankUploads {}
impl crate::order::Level for BankUploads {
    const LOCK: &'static str = "uploads";
    const OWNER: &'static str = ::core::concat!(::core::module_path!(), "::", "Bank");
    fn after(name: &mut dyn ::core::ops::FnMut(crate::order::Place)) {
        name(crate::order::Place::of::<BankRates>());
    }
}
impl<Before> crate::order::LockAfter<Before> for BankUploads
where
    BankRates: crate::order::AtOrAfter<Before>,
{}
impl crate::order::AtOrAfter<BankUploads> for BankUploads {}
impl<Before> crate::order::AtOrAfter<Before> for BankUploads
where
    BankUploads: crate::order::LockAfter<Before>,
{}
/// The place in the lock order of `schema`, a cell that is written once of [`Bank`].
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
pub(crate) enum BankSchema {}
impl crate::order::Level for BankSchema {
    const LOCK: &'static str = "schema";
    const OWNER: &'static str = ::core::concat!(::core::module_path!(), "::", "Bank");
    fn after(name: &mut dyn ::core::ops::FnMut(crate::order::Place)) {
        name(crate::order::Place::of::<BankUploads>());
    }
}
impl<Before> crate::order::LockAfter<Before> for BankSchema
where
    BankUploads: crate::order::AtOrAfter<Before>,
{}
impl crate::order::AtOrAfter<BankSchema> for BankSchema {}
impl<Before> crate::order::AtOrAfter<Before> for BankSchema
where
    BankSchema: crate::order::LockAfter<Before>,
{}
/// The place in the lock order of `cache`, a `Named` of [`Bank`].
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
pub(crate) enum BankCache {}
impl crate::order::Level for BankCache {
    const LOCK: &'static str = "cache";
    const OWNER: &'static str = ::core::concat!(::core::module_path!(), "::", "Bank");
    fn after(name: &mut dyn ::core::ops::FnMut(crate::order::Place)) {
        name(crate::order::Place::of::<BankSchema>());
    }
}
impl<Before> crate::order::LockAfter<Before> for BankCache
where
    BankSchema: crate::order::AtOrAfter<Before>,
{}
impl crate::order::AtOrAfter<BankCache> for BankCache {}
impl<Before> crate::order::AtOrAfter<Before> for BankCache
where
    BankCache: crate::order::LockAfter<Before>,
{}
#[allow(dead_code, single_use_lifetimes)]
impl Bank {
    /// The mutex around `accounts`.
    #[must_use]
    #[inline]
    fn accounts(
        &self,
    ) -> crate::shared::Handle<'_, crate::mutex::Mutex<Vec<i64>>, BankAccounts> {
        crate::shared::Handle::new(&self.accounts)
    }
    /// [`accounts`](Self::accounts), with guards that keep the `Arc` and borrow nothing.
    #[must_use]
    #[inline]
    fn accounts_arc(
        self: &crate::shared::__private::Arc<Self>,
    ) -> crate::shared::OwnedHandle<Self, crate::mutex::Mutex<Vec<i64>>, BankAccounts> {
        let owner = ::core::clone::Clone::clone(self);
        crate::shared::OwnedHandle::new(owner, |shared| &shared.accounts)
    }
    /// The reader-writer lock around `rates`.
    #[must_use]
    #[inline]
    fn rates(
        &self,
    ) -> crate::shared::Handle<'_, crate::rwlock::RwLock<Vec<f64>>, BankRates> {
        crate::shared::Handle::new(&self.rates)
    }
    /// [`rates`](Self::rates), with guards that keep the `Arc` and borrow nothing.
    #[must_use]
    #[inline]
    fn rates_arc(
        self: &crate::shared::__private::Arc<Self>,
    ) -> crate::shared::OwnedHandle<Self, crate::rwlock::RwLock<Vec<f64>>, BankRates> {
        let owner = ::core::clone::Clone::clone(self);
        crate::shared::OwnedHandle::new(owner, |shared| &shared.rates)
    }
    /// The semaphore `uploads`.
    #[must_use]
    #[inline]
    fn uploads(
        &self,
    ) -> crate::shared::Handle<'_, crate::semaphore::Semaphore, BankUploads> {
        crate::shared::Handle::new(&self.uploads)
    }
    /// The cell that is written once around `schema`.
    #[must_use]
    #[inline]
    fn schema(
        &self,
    ) -> crate::shared::Handle<'_, crate::once::OnceCell<Schema>, BankSchema> {
        crate::shared::Handle::new(&self.schema)
    }
    /// The lock around `cache`.
    #[must_use]
    #[inline]
    fn cache(&self) -> crate::shared::CustomHandle<'_, locks::Named<Cache>, BankCache> {
        crate::shared::CustomHandle::new(&self.cache)
    }
    /// The field `name`, which has no lock.
    #[must_use]
    #[inline]
    fn name(&self) -> &String {
        &self.name
    }
}
/// What a [`Bank`] is made of, without its locks.
#[allow(dead_code)]
pub(crate) struct BankParts {
    /// The field `accounts`.
    accounts: Vec<i64>,
    /// The field `rates`.
    rates: Vec<f64>,
    /// The field `schema`.
    schema: ::core::option::Option<Schema>,
    /// The field `cache`.
    cache: locks::Named<Cache>,
    /// The field `name`.
    name: String,
}
#[allow(single_use_lifetimes)]
impl ::core::fmt::Debug for BankParts {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut shown = f.debug_struct("BankParts");
        shown.field("accounts", &self.accounts);
        shown.field("rates", &self.rates);
        shown.field("schema", &self.schema);
        shown.field("cache", &::core::format_args!("<lock>"));
        shown.field("name", &self.name);
        shown.finish()
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl Bank {
    /// A new `Bank`, in which nothing is locked.
    #[must_use]
    #[allow(private_interfaces, clippy::too_many_arguments, clippy::new_without_default)]
    pub(crate) fn new(
        accounts: Vec<i64>,
        rates: Vec<f64>,
        cache: locks::Named<Cache>,
        name: String,
    ) -> Self {
        Self {
            name,
            accounts: crate::mutex::Mutex::new(accounts),
            rates: crate::rwlock::RwLock::new(rates),
            uploads: crate::semaphore::Semaphore::new(2 * N),
            schema: crate::once::OnceCell::new(),
            cache,
        }
    }
    /// The values, without the locks: nobody has them locked any more.
    #[must_use]
    pub(crate) fn into_parts(self) -> BankParts {
        BankParts {
            accounts: self.accounts.into_inner(),
            rates: self.rates.into_inner(),
            schema: self.schema.into_inner(),
            cache: self.cache,
            name: self.name,
        }
    }
}
#[allow(single_use_lifetimes)]
/// Never waits: shows `<locked>` in place of what somebody has locked.
impl ::core::fmt::Debug for Bank {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut shown = f.debug_struct("Bank");
        shown
            .field(
                "accounts",
                &crate::shared::__private::Shown(self.accounts.try_lock().as_deref()),
            );
        shown
            .field(
                "rates",
                &crate::shared::__private::Shown(self.rates.try_read().as_deref()),
            );
        shown.field("uploads", &self.uploads);
        shown.field("schema", &self.schema);
        shown.field("cache", &::core::format_args!("<lock>"));
        shown.field("name", &self.name);
        shown.finish()
    }
}
#[allow(single_use_lifetimes)]
impl ::core::default::Default for Bank {
    fn default() -> Self {
        let accounts = ::core::default::Default::default();
        let rates = ::core::default::Default::default();
        let cache = ::core::default::Default::default();
        let name = ::core::default::Default::default();
        Self {
            name,
            accounts: crate::mutex::Mutex::new(accounts),
            rates: crate::rwlock::RwLock::new(rates),
            uploads: crate::semaphore::Semaphore::new(2 * N),
            schema: crate::once::OnceCell::new(),
            cache,
        }
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl Bank {
    /// Begins to choose several locks, which are taken in the order of declaration however they are named: `accounts`, `rates`, `uploads` and `cache`.
    #[inline]
    pub(crate) fn locks(
        &self,
    ) -> BankLocks<
        '_,
        crate::shared::NotTaken,
        crate::shared::NotTaken,
        crate::shared::NotTaken,
        crate::shared::NotTaken,
    > {
        BankLocks(
            self,
            (
                crate::shared::NotTaken,
                (
                    crate::shared::NotTaken,
                    (crate::shared::NotTaken, (crate::shared::NotTaken, ())),
                ),
            ),
            ::core::marker::PhantomData,
        )
    }
}
/// Several locks of a [`Bank`]: chosen by name, in any order, and taken in that of the declaration, which is `accounts`, `rates`, `uploads` and `cache`.
#[must_use = "nothing is locked before `.lock().await`"]
pub(crate) struct BankLocks<
    'a,
    Accounts = crate::shared::NotTaken,
    Rates = crate::shared::NotTaken,
    Uploads = crate::shared::NotTaken,
    Cache2 = crate::shared::NotTaken,
>(
    &'a Bank,
    (Accounts, (Rates, (Uploads, (Cache2, ())))),
    ::core::marker::PhantomData<fn(&'a ()) -> &'a ()>,
);
#[allow(single_use_lifetimes)]
impl<'a, Accounts, Rates, Uploads, Cache2> ::core::fmt::Debug
for BankLocks<'a, Accounts, Rates, Uploads, Cache2> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("BankLocks").finish_non_exhaustive()
    }
}
/// What is locked by [`Bank::locks`]: a guard for each lock that was chosen, to be taken out by name.
#[derive(::core::fmt::Debug)]
#[allow(dead_code)]
#[must_use = "if unused, the locks are released at once"]
pub(crate) struct BankLocked<
    Accounts = crate::shared::NotTaken,
    Rates = crate::shared::NotTaken,
    Uploads = crate::shared::NotTaken,
    Cache2 = crate::shared::NotTaken,
> {
    /// The guard of `accounts`, if it was chosen.
    accounts: Accounts,
    /// The guard of `rates`, if it was chosen.
    rates: Rates,
    /// The guard of `uploads`, if it was chosen.
    uploads: Uploads,
    /// The guard of `cache`, if it was chosen.
    cache: Cache2,
}
#[allow(dead_code, single_use_lifetimes)]
impl<
    'a,
    Rates,
    Uploads,
    Cache2,
> BankLocks<'a, crate::shared::NotTaken, Rates, Uploads, Cache2> {
    /// Chooses `accounts`.
    #[inline]
    #[track_caller]
    fn accounts(
        self,
    ) -> BankLocks<
        'a,
        crate::shared::Acquire<crate::mutex::Lock<'a, Vec<i64>>, BankAccounts>,
        Rates,
        Uploads,
        Cache2,
    > {
        let BankLocks(shared, (_, (rates, (uploads, (cache, ())))), invariant) = self;
        let accounts = crate::shared::Handle::<_, BankAccounts>::new(&shared.accounts)
            .lock();
        BankLocks(shared, (accounts, (rates, (uploads, (cache, ())))), invariant)
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl<
    'a,
    Accounts,
    Uploads,
    Cache2,
> BankLocks<'a, Accounts, crate::shared::NotTaken, Uploads, Cache2> {
    /// Chooses, for reading, `rates`.
    #[inline]
    #[track_caller]
    fn rates(
        self,
    ) -> BankLocks<
        'a,
        Accounts,
        crate::shared::Acquire<crate::rwlock::Read<'a, Vec<f64>>, BankRates>,
        Uploads,
        Cache2,
    > {
        let BankLocks(shared, (accounts, (_, (uploads, (cache, ())))), invariant) = self;
        let rates = crate::shared::Handle::<_, BankRates>::new(&shared.rates).read();
        BankLocks(shared, (accounts, (rates, (uploads, (cache, ())))), invariant)
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl<
    'a,
    Accounts,
    Uploads,
    Cache2,
> BankLocks<'a, Accounts, crate::shared::NotTaken, Uploads, Cache2> {
    /// Chooses, for writing, `rates`.
    #[inline]
    #[track_caller]
    fn rates_mut(
        self,
    ) -> BankLocks<
        'a,
        Accounts,
        crate::shared::Acquire<crate::rwlock::Write<'a, Vec<f64>>, BankRates>,
        Uploads,
        Cache2,
    > {
        let BankLocks(shared, (accounts, (_, (uploads, (cache, ())))), invariant) = self;
        let rates = crate::shared::Handle::<_, BankRates>::new(&shared.rates).write();
        BankLocks(shared, (accounts, (rates, (uploads, (cache, ())))), invariant)
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl<
    'a,
    Accounts,
    Rates,
    Cache2,
> BankLocks<'a, Accounts, Rates, crate::shared::NotTaken, Cache2> {
    /// Chooses as many permits of `uploads`.
    #[inline]
    #[track_caller]
    fn uploads(
        self,
        permits: usize,
    ) -> BankLocks<
        'a,
        Accounts,
        Rates,
        crate::shared::Acquire<crate::semaphore::Acquire<'a>, BankUploads>,
        Cache2,
    > {
        let BankLocks(shared, (accounts, (rates, (_, (cache, ())))), invariant) = self;
        let uploads = crate::shared::Handle::<_, BankUploads>::new(&shared.uploads)
            .acquire(permits);
        BankLocks(shared, (accounts, (rates, (uploads, (cache, ())))), invariant)
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl<
    'a,
    Accounts,
    Rates,
    Uploads,
> BankLocks<'a, Accounts, Rates, Uploads, crate::shared::NotTaken> {
    /// Chooses `cache`.
    #[inline]
    #[track_caller]
    fn cache<Mode: crate::guard::Mode>(
        self,
    ) -> BankLocks<
        'a,
        Accounts,
        Rates,
        Uploads,
        crate::shared::Acquire<
            crate::guard::Acquire<'a, locks::Named<Cache>, Mode>,
            BankCache,
        >,
    >
    where
        locks::Named<Cache>: crate::guard::Guards<Mode>,
    {
        let BankLocks(shared, (accounts, (rates, (uploads, (_, ())))), invariant) = self;
        let cache = crate::shared::CustomHandle::<_, BankCache>::new(&shared.cache)
            .lock();
        BankLocks(shared, (accounts, (rates, (uploads, (cache, ())))), invariant)
    }
}
#[allow(single_use_lifetimes)]
impl<'a, Accounts, Rates, Uploads, Cache2> crate::shared::Locks
for BankLocks<'a, Accounts, Rates, Uploads, Cache2>
where
    Accounts: crate::shared::Slot,
    Rates: crate::shared::Slot,
    Uploads: crate::shared::Slot,
    Cache2: crate::shared::Slot,
{
    type Slots = (Accounts, (Rates, (Uploads, (Cache2, ()))));
    type Locked = BankLocked<
        Accounts::Taken,
        Rates::Taken,
        Uploads::Taken,
        Cache2::Taken,
    >;
    #[inline]
    fn into_slots(self) -> Self::Slots {
        self.1
    }
    #[inline]
    fn locked(
        (
            accounts,
            (rates, (uploads, (cache, ()))),
        ): <Self::Slots as crate::shared::Slots>::Taken,
    ) -> Self::Locked {
        BankLocked {
            accounts,
            rates,
            uploads,
            cache,
        }
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl<
    'a,
    Accounts,
    Rates,
    Uploads,
    Cache2,
> BankLocks<'a, Accounts, Rates, Uploads, Cache2>
where
    Accounts: crate::shared::Slot,
    Rates: crate::shared::Slot,
    Uploads: crate::shared::Slot,
    Cache2: crate::shared::Slot,
{
    /// Takes the chosen locks, one after the other in the order of declaration.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped half-way releases what it has taken. Not
    /// snooze-safe.
    #[inline]
    pub(crate) fn lock(self) -> crate::shared::LockAll<Self> {
        crate::shared::LockAll::new(self)
    }
    /// [`lock`](Self::lock), after what `held` says is held. The guards borrow `held`, like the
    /// token that comes with them.
    #[inline]
    pub(crate) fn lock_after<Before>(
        self,
        held: &'a mut crate::order::Held<Before>,
    ) -> crate::shared::LockAllAfter<'a, Self, Before>
    where
        Accounts: crate::shared::SlotAfter<Before>,
        Rates: crate::shared::SlotAfter<Before>,
        Uploads: crate::shared::SlotAfter<Before>,
        Cache2: crate::shared::SlotAfter<Before>,
    {
        <Accounts as crate::shared::SlotAfter<Before>>::declare();
        <Rates as crate::shared::SlotAfter<Before>>::declare();
        <Uploads as crate::shared::SlotAfter<Before>>::declare();
        <Cache2 as crate::shared::SlotAfter<Before>>::declare();
        crate::shared::LockAllAfter::new(self, held)
    }
}
