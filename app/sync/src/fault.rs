//! Planted bugs: each switches off one safeguard, so that the simulator can show that it would notice. Only with the
//! feature `simulator`, which nothing but the tests of this crate turns on.

/// A planted bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say what goes wrong; nobody but the simulator uses them")]
pub enum Fault {
    ClientForgetsPendingOnReconnect,
    ClientAppliesPendingTwice,
    ClientFoldsAcrossGap,
    ClientFoldsRowTwice,
    ClientSendsBeforeStored,
    ClientDropsRefused,
    ClientDoesNotRebase,
    ClientPushesOutOfOrder,
    ClientAsksNothingAfterFetch,
    NodeAcksBeforeAppend,
    NodeBroadcastsBeforeAppend,
    NodeKeepsTellingRemoved,
    NodeTreatsConflictAsAppended,
    NodeRefusesWithoutLookingUp,
    NodeGoesOnAfterFullDisk,
    NodeAcksAfterFault,
    NodeBreaksOrderOfClient,
    NodeListsEverything,
    NodeReadsForEverybody,
}

/// The planted bug of one machine, if any.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults(#[cfg(feature = "simulator")] pub Option<Fault>);

impl Faults {
    #[cfg(feature = "simulator")]
    pub(crate) fn has(self, fault: Fault) -> bool {
        self.0 == Some(fault)
    }

    #[cfg(not(feature = "simulator"))]
    #[expect(clippy::unused_self, reason = "the same call with and without the feature")]
    pub(crate) const fn has(self, _fault: Fault) -> bool {
        false
    }
}
