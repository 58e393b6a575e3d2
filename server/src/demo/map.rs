//! Customer files: accounts, deals, and what the teams found out about the people, person by person.

mod chain;

use super::{
    cast::Cast,
    gesture::{Gesture, Kind},
    ids,
    line::{DemoError, Fault, Line, lines},
    words,
};
use model::{
    Change, Day, DealRole, DepartmentId, FishboneId, PersonId, Stage, StreamId, UserId,
    account::AccountChange,
    deal::DealChange,
    department::DepartmentChange,
    person::PersonChange,
    power_map::{LineKind, PowerMapChange, Vendor},
    task::TaskChange,
    team::TeamChange,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Customers {
    /// Its gestures, in the order of the file.
    pub gestures: Vec<Gesture>,
    /// Its first deal.
    pub first_deal: Option<StreamId>,
}

/// The file read so far. A person is on the map of the deal above him.
pub(super) struct Reader<'a> {
    pub(super) cast: &'a Cast,
    pub(super) today: Day,
    pub(super) account: String,
    pub(super) deal: String,
    pub(super) departments: BTreeSet<String>,
    /// Day each person was put on the map.
    people: BTreeMap<String, i32>,
    /// The person the indented lines are about.
    person: Option<PersonId>,
    /// The fishbone and the bone that the next lines are about.
    pub(super) fishbone: Option<FishboneId>,
    pub(super) bone: Option<DepartmentId>,
    customers: Customers,
}

/// Reads a file of customers.
pub fn read(file: &'static str, text: &'static str, cast: &Cast, today: Day) -> Result<Customers, DemoError> {
    let mut reader = Reader {
        cast,
        today,
        account: String::new(),
        deal: String::new(),
        departments: BTreeSet::new(),
        people: BTreeMap::new(),
        person: None,
        fishbone: None,
        bone: None,
        customers: Customers::default(),
    };
    for line in lines(file, text) {
        let mut line = line?;
        if line.indented {
            reader.assessment(&mut line)?;
        } else {
            match line.word("verb")?.as_str() {
                "account" => reader.account(&mut line)?,
                "deal" => reader.deal(&mut line)?,
                "join" => reader.join(&mut line)?,
                "rival" => reader.rival(&mut line)?,
                "department" => reader.department(&mut line)?,
                "person" => reader.person(&mut line)?,
                "owner" => reader.owner(&mut line)?,
                "influence" => reader.influence(&mut line)?,
                "conflict" => reader.conflict(&mut line)?,
                "step" => reader.step(&mut line)?,
                "task" => reader.task(&mut line)?,
                "fishbone" => reader.fishbone(&mut line)?,
                "bone" => reader.bone(&mut line)?,
                "on" => reader.on(&mut line)?,
                "plan" => reader.plan(&mut line)?,
                "profile" => reader.profile(&mut line)?,
                "pain" => reader.pain(&mut line)?,
                "core" => reader.core(&mut line)?,
                "named" => reader.named(&mut line)?,
                other => return Err(line.error(Fault::NotA { what: "verb", word: other.to_owned() })),
            }
        }
        line.end()?;
    }
    Ok(reader.customers)
}

impl Reader<'_> {
    fn account_stream(&self) -> StreamId {
        StreamId::Account(ids::account(&self.account))
    }

    pub(super) fn deal_stream(&self) -> StreamId {
        StreamId::Deal(ids::deal(&self.deal))
    }

    pub(super) fn push(&mut self, kind: Kind, (day, by): (i32, UserId), parts: Vec<(StreamId, Vec<Change>)>) {
        self.customers.gestures.push(Gesture { day, kind, by, parts });
    }

    /// A gesture on the map of the deal.
    fn draw(&mut self, kind: Kind, when: (i32, UserId), change: PowerMapChange) {
        self.push(kind, when, vec![(self.deal_stream(), vec![Change::PowerMap(change)])]);
    }

    /// `DAY BY`
    pub(super) fn when(&self, line: &mut Line) -> Result<(i32, UserId), DemoError> {
        Ok((line.day()?, self.cast.member(line)?.id))
    }

    /// A person above this line, and the day he was put on the map.
    pub(super) fn someone(&self, line: &mut Line) -> Result<(String, i32), DemoError> {
        let word = line.word("person")?;
        self.known(line, word)
    }

    pub(super) fn known(&self, line: &Line, word: String) -> Result<(String, i32), DemoError> {
        match self.people.get(&word) {
            Some(day) => Ok((word, *day)),
            None => Err(line.error(Fault::Unknown { what: "person", word })),
        }
    }

    /// `account DAY BY WORD NAME NAME-EN LEVEL INDUSTRY REGION`
    fn account(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let when = self.when(line)?;
        self.account = line.word("account")?;
        self.departments.clear();
        self.people.clear();
        self.person = None;
        let create = AccountChange::Create {
            name: line.word("name")?,
            name_en: line.word("name in English")?,
            level: line.read("customer level", words::level)?,
            industry: line.word("industry")?,
            region: line.word("region")?,
        };
        self.push(Kind::Account, when, vec![(self.account_stream(), vec![Change::Account(create)])]);
        Ok(())
    }

    /// `deal DAY BY WORD NAME NAME-EN STAGE AMOUNT SIGN`: its author is its AR; the sign date is in days from today.
    fn deal(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let day = line.day()?;
        let ar = self.cast.member(line)?;
        self.deal = line.word("deal")?;
        let create = DealChange::Create {
            account: ids::account(&self.account),
            name: line.word("name")?,
            name_en: line.word("name in English")?,
            stage: line.read("stage", Stage::of_code)?,
            amount: Some(line.read("amount", words::amount)?),
            expected_sign: Some(self.today.plus(line.number("days to the signature")?)),
        };
        let join = TeamChange::Join { user: ar.id, role: DealRole::Ar, initials: ar.initials.clone() };
        self.push(Kind::Deal, (day, ar.id), vec![(self.deal_stream(), vec![Change::Deal(create), Change::Team(join)])]);
        self.customers.first_deal = self.customers.first_deal.or(Some(self.deal_stream()));
        Ok(())
    }

    /// `join DAY BY USER ROLE`
    fn join(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let when = self.when(line)?;
        let user = self.cast.member(line)?;
        let role = line.read("deal role", words::deal_role)?;
        let join = TeamChange::Join { user: user.id, role, initials: user.initials.clone() };
        self.push(Kind::Team, when, vec![(self.deal_stream(), vec![Change::Team(join)])]);
        Ok(())
    }

    /// `rival DAY BY COMPETITOR`
    fn rival(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let when = self.when(line)?;
        let competitor = line.read("competitor", |word| self.cast.rival(word))?;
        let parts = vec![(self.deal_stream(), vec![Change::Deal(DealChange::AddRival { competitor })])];
        self.push(Kind::Rival, when, parts);
        Ok(())
    }

    /// `task DAY BY WORD TEXT` with `owner=USER due=DAYS about=PERSON state=WORD`: due in days from today.
    fn task(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let owner = line.option("owner").map(|word| self.cast.known(line, word)).transpose()?.map(|member| member.id);
        let due = line.optional("due", |word| word.parse().ok())?.map(|days| self.today.plus(days));
        let about = line.option("about").map(|word| self.known(line, word)).transpose()?;
        let person = about.map(|(word, _)| ids::person(&self.account, &word));
        let state = line.optional("state", words::task_state)?;
        let when = self.when(line)?;
        let id = ids::task(&self.deal, &line.word("task")?);
        let text = line.word("text")?;
        let mut changes = vec![TaskChange::Add { id, text, owner, due, person, origin: None }];
        changes.extend(state.map(|state| TaskChange::SetState { id, state }));
        let changes = changes.into_iter().map(Change::Task).collect();
        self.push(Kind::Task, when, vec![(self.deal_stream(), changes)]);
        Ok(())
    }

    /// `department DAY BY WORD NAME NAME-EN`
    fn department(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let when = self.when(line)?;
        let word = line.word("department")?;
        let id = ids::department(&self.account, &word);
        let add = DepartmentChange::Add {
            id,
            name: line.word("name")?,
            name_en: line.word("name in English")?,
            parent: None,
        };
        self.departments.insert(word);
        self.push(Kind::Department, when, vec![(self.account_stream(), vec![Change::Department(add)])]);
        Ok(())
    }

    /// `person DAY BY WORD TITLE NAME TITLE-EN DEPARTMENT COLUMN,ROW` with `under=PERSON role=WORD owner=USER note=TEXT
    /// contact=TEXT key`. `outside` instead of a department: not of the customer's company.
    fn person(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let under = line.option("under").map(|word| self.known(line, word)).transpose()?;
        let role = line.option("role");
        let owner = line.option("owner");
        let (note, contact) = (line.option("note"), line.option("contact"));
        let key = line.flag("key");
        let when = self.when(line)?;
        let word = line.word("person")?;
        let person = ids::person(&self.account, &word);
        if self.people.insert(word.clone(), when.0).is_some() {
            return Err(line.error(Fault::Twice { what: "person", word }));
        }
        self.person = Some(person);
        let (title, name, title_en) = (line.word("title")?, line.known("name")?, line.word("title in English")?);
        let group = line.word("department")?;
        let external = group == "outside";
        if !external && !self.departments.contains(&group) {
            return Err(line.error(Fault::Unknown { what: "department", word: group }));
        }
        let department = (!external).then(|| ids::department(&self.account, &group));
        let (x, y) = line.read("place", words::place)?;
        let buying_role = match role {
            None => None,
            Some(word) => match words::buying_role(&word) {
                None => return Err(line.error(Fault::NotA { what: "buying role", word })),
                known => known,
            },
        };
        let mut facts = vec![PersonChange::Add { id: person, title, title_en, name, department, external }];
        facts.extend(note.map(|to| PersonChange::EditNote { id: person, from: String::new(), to }));
        facts.extend(contact.map(|contact| PersonChange::SetContact { id: person, contact }));
        let mut node = vec![PowerMapChange::AddNode { person, x, y, buying_role, key }];
        if let Some(login) = owner {
            let user = self.cast.users.iter().find(|user| user.login == login);
            let user = user.ok_or_else(|| line.error(Fault::Unknown { what: "user", word: login }))?.id;
            node.push(PowerMapChange::AddOwner { person, user });
        }
        let facts = facts.into_iter().map(Change::Person).collect();
        let node = node.into_iter().map(Change::PowerMap).collect();
        self.push(Kind::Person, when, vec![(self.account_stream(), facts), (self.deal_stream(), node)]);
        if let Some((superior, since)) = under {
            // Somebody found before his superior gets his line when the superior is found.
            self.line((when.0.max(since), when.1), LineKind::ReportsTo, &word, &superior, String::new());
        }
        Ok(())
    }

    fn line(&mut self, when: (i32, UserId), kind: LineKind, from: &str, to: &str, note: String) {
        let word = match kind {
            LineKind::ReportsTo => "reports_to",
            LineKind::Influences { .. } => "influences",
            LineKind::ConflictsWith => "conflicts_with",
        };
        let id = ids::line(&self.deal, word, from, to);
        let (from, to) = (ids::person(&self.account, from), ids::person(&self.account, to));
        self.draw(Kind::Line, when, PowerMapChange::AddLine { id, kind, from, to, note });
    }

    /// `owner DAY BY PERSON USER`
    fn owner(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let when = self.when(line)?;
        let person = ids::person(&self.account, &self.someone(line)?.0);
        let user = self.cast.member(line)?.id;
        self.draw(Kind::Owner, when, PowerMapChange::AddOwner { person, user });
        Ok(())
    }

    /// `influence DAY BY FROM TO WEIGHT NOTE`
    fn influence(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let when = self.when(line)?;
        let (from, to) = (self.someone(line)?.0, self.someone(line)?.0);
        let kind = LineKind::Influences { weight: line.number("weight")? };
        let note = line.word("note")?;
        self.line(when, kind, &from, &to, note);
        Ok(())
    }

    /// `conflict DAY BY ONE OTHER NOTE`
    fn conflict(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let when = self.when(line)?;
        let (one, other) = (self.someone(line)?.0, self.someone(line)?.0);
        let note = line.word("note")?;
        self.line(when, LineKind::ConflictsWith, &one, &other, note);
        Ok(())
    }

    /// `us`, or a competitor.
    pub(super) fn vendor(&self, word: &str) -> Option<Vendor> {
        if word == "us" { Some(Vendor::Us) } else { self.cast.rival(word).map(Vendor::Competitor) }
    }

    /// `DAY BY VENDOR STRENGTH SOURCE EVIDENCE`, indented; the vendor is `us` or a competitor.
    fn assessment(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let person = self.person.ok_or_else(|| line.error(Fault::Missing("a person above")))?;
        let when = self.when(line)?;
        let vendor = line.read("vendor", |word| self.vendor(word))?;
        let assess = PowerMapChange::Assess {
            id: ids::assessment(&self.deal, line.number),
            person,
            vendor,
            value: line.read("strength", words::strength)?,
            source: line.read("source", words::source)?,
            evidence: line.word("evidence")?,
            observed_at: self.today.plus(when.0),
        };
        self.draw(Kind::Assessment, when, assess);
        Ok(())
    }
}
