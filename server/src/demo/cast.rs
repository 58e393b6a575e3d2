//! `cast.txt`: our company, its people, its competitors.

use super::{
    gesture::{Gesture, Kind},
    ids,
    line::{DemoError, Fault, Line, lines},
    words,
};
use model::{
    Change, CompetitorId, Locale, StreamId, UserId, WorkspaceRole, competitor::CompetitorChange, member::MemberChange,
};
use std::collections::BTreeSet;

/// Somebody who can sign in with one click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoUser {
    /// Id.
    pub id: UserId,
    /// Name to sign in with.
    pub login: String,
    /// Full name.
    pub name: String,
    /// Initials, the source of the owner letter.
    pub initials: String,
    /// Colour of cursor and avatar.
    pub colour: u8,
    /// Role in the workspace.
    pub role: WorkspaceRole,
    /// Language of the screens.
    pub locale: Locale,
    /// His part in the demo, in Chinese.
    pub label_zh: String,
    /// His part in the demo, in English.
    pub label_en: String,
    /// What to look at as this user, in Chinese.
    pub hint_zh: String,
    /// What to look at as this user, in English.
    pub hint_en: String,
}

/// Whom the other files may name.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// In the order of the file.
    pub users: Vec<DemoUser>,
    competitors: BTreeSet<String>,
}

impl Cast {
    /// Reads the cast, and how the workspace was founded.
    pub fn read(file: &'static str, text: &'static str) -> Result<(Self, Vec<Gesture>), DemoError> {
        let mut cast = Self::default();
        let mut gestures = Vec::new();
        for line in lines(file, text) {
            let mut line = line?;
            let gesture = match line.word("verb")?.as_str() {
                "workspace" => workspace(&mut line)?,
                "user" => cast.user(&mut line)?,
                "competitor" => cast.competitor(&mut line)?,
                other => return Err(line.error(Fault::NotA { what: "verb", word: other.to_owned() })),
            };
            gestures.push(gesture);
            line.end()?;
        }
        Ok((cast, gestures))
    }

    /// The next word of the line, a login of the cast.
    pub fn member(&self, line: &mut Line) -> Result<&DemoUser, DemoError> {
        let word = line.word("user")?;
        self.known(line, word)
    }

    /// The member of this login.
    pub fn known(&self, line: &Line, word: String) -> Result<&DemoUser, DemoError> {
        let found = self.users.iter().find(|user| user.login == word);
        found.ok_or_else(|| line.error(Fault::Unknown { what: "user", word }))
    }

    /// The competitor of this word.
    pub fn rival(&self, word: &str) -> Option<CompetitorId> {
        self.competitors.contains(word).then(|| ids::competitor(word))
    }

    /// `user DAY LOGIN NAME INITIALS COLOUR ROLE LOCALE LABEL LABEL-EN HINT HINT-EN`
    fn user(&mut self, line: &mut Line) -> Result<Gesture, DemoError> {
        let day = line.day()?;
        let login = line.word("login")?;
        if self.users.iter().any(|user| user.login == login) {
            return Err(line.error(Fault::Twice { what: "user", word: login }));
        }
        let user = DemoUser {
            id: ids::user(&login),
            login,
            name: line.word("name")?,
            initials: line.word("initials")?,
            colour: line.number("colour")?,
            role: line.read("workspace role", words::workspace_role)?,
            locale: line.read("language", words::locale)?,
            label_zh: line.word("label")?,
            label_en: line.word("label in English")?,
            hint_zh: line.word("hint")?,
            hint_en: line.word("hint in English")?,
        };
        let join = MemberChange::Join {
            user: user.id,
            name: user.name.clone(),
            initials: user.initials.clone(),
            colour: user.colour,
            role: user.role,
        };
        self.users.push(user);
        Ok(founding(day, Kind::Workspace, Change::Member(join)))
    }

    /// `competitor DAY WORD NAME COLOUR`
    fn competitor(&mut self, line: &mut Line) -> Result<Gesture, DemoError> {
        let day = line.day()?;
        let word = line.word("competitor")?;
        let id = ids::competitor(&word);
        let add = CompetitorChange::Add { id, name: line.word("name")?, colour: line.number("colour")? };
        if !self.competitors.insert(word.clone()) {
            return Err(line.error(Fault::Twice { what: "competitor", word }));
        }
        Ok(founding(day, Kind::Competitor, Change::Competitor(add)))
    }
}

/// `workspace DAY NAME`
fn workspace(line: &mut Line) -> Result<Gesture, DemoError> {
    let day = line.day()?;
    let name = line.word("name")?;
    Ok(founding(day, Kind::Workspace, Change::Member(MemberChange::NameWorkspace { name })))
}

/// The cast is there before anybody of it can act: the server founds the workspace.
fn founding(day: i32, kind: Kind, change: Change) -> Gesture {
    Gesture { day, kind, by: UserId::SYSTEM, parts: vec![(StreamId::Workspace, vec![change])] }
}
