//! What columns and keys are about, and what they are called: the one place that knows their names.

use super::words::plain;
use std::str::FromStr;

/// What a column or key is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The neuron that a link comes from.
    From,
    /// The neuron that it goes to.
    To,
    /// What a link is made of.
    Kind,
    /// Its contacts or weight.
    Amount,
    /// The same, if it is a number of chemical contacts beside one of electrical ones.
    Chemical,
    /// The same, for electrical ones.
    Electrical,
    /// Whether it is chemical.
    IsChemical,
    /// Whether it is electrical.
    IsElectrical,
    /// What a link does to its target.
    Sign,
    /// Whether a link has a direction.
    Directed,
    /// Where in the tissue the contacts are: several rows a link.
    Region,
    /// The same, where rows may repeat the number of all regions.
    RegionOfTotal,
    /// A neuron's name.
    Name,
    /// What links call it, if that is not its name.
    Id,
    /// Its class.
    Class,
    /// Where it is.
    X,
    /// Where it is.
    Y,
    /// What it releases; in a table of links, what the sending neuron does.
    Transmitter,
    /// Known, or asked for, and of no use here.
    Ignored,
}

/// The roles as `--column` names them.
const ROLES: [(&str, Role); 16] = [
    ("pre", Role::From),
    ("post", Role::To),
    ("type", Role::Kind),
    ("weight", Role::Amount),
    ("chemical", Role::Chemical),
    ("electrical", Role::Electrical),
    ("sign", Role::Sign),
    ("directed", Role::Directed),
    ("region", Role::Region),
    ("name", Role::Name),
    ("id", Role::Id),
    ("class", Role::Class),
    ("x", Role::X),
    ("y", Role::Y),
    ("transmitter", Role::Transmitter),
    ("ignore", Role::Ignored),
];

impl FromStr for Role {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = ROLES.iter().find(|(name, _)| *name == word.trim().to_lowercase()).map(|(_, role)| *role);
        known.or_else(|| role(Part::Link, word).map(|(role, _)| role)).ok_or_else(|| {
            let names: Vec<&str> = ROLES.iter().map(|(name, _)| *name).collect();
            format!("`{}` is nothing that a column can be; there is {}", word.trim(), names.join(", "))
        })
    }
}

impl Role {
    /// As `--column` names it.
    pub(super) fn name(self) -> &'static str {
        ROLES.iter().find(|(_, role)| *role == self).map_or("ignore", |(name, _)| name)
    }

    /// As what the account says that something was read.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::From => "the sending neuron",
            Self::To => "the receiving neuron",
            Self::Kind => "the type",
            Self::Amount => "the weight",
            Self::Chemical => "the weight of a chemical link",
            Self::Electrical => "the weight of an electrical link",
            Self::IsChemical => "whether a link is chemical",
            Self::IsElectrical => "whether a link is electrical",
            Self::Sign => "the sign of a link",
            Self::Directed => "whether a link has a direction",
            Self::Region | Self::RegionOfTotal => "the region",
            Self::Name => "the name",
            Self::Id => "what links call a neuron",
            Self::Class => "the class",
            Self::X => "x",
            Self::Y => "y",
            Self::Transmitter => "the transmitter",
            Self::Ignored => "nothing",
        }
    }

    /// Whether it is a number of contacts, or a weight.
    pub(super) const fn is_weight(self) -> bool {
        matches!(self, Self::Amount | Self::Chemical | Self::Electrical)
    }

    /// Whether `--column` gives this role to something of a link, of a neuron.
    pub(super) const fn is_of(self, part: Part) -> bool {
        match self {
            Self::Transmitter | Self::Ignored => true,
            Self::Name | Self::Id | Self::Class | Self::X | Self::Y => matches!(part, Part::Neuron),
            _ => matches!(part, Part::Link),
        }
    }
}

/// What columns or keys tell of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Link,
    Neuron,
}

/// The role that a heading has by its name, and how well it fits: of several with the same role the one
/// with the lowest number counts.
pub(super) fn role(part: Part, heading: &str) -> Option<(Role, u8)> {
    let word = plain(heading);
    let words = match part {
        Part::Link => OF_LINKS,
        Part::Neuron => OF_NEURONS,
    };
    // The name that pandas gives to a column that has none.
    if word.starts_with("unnamed") {
        return Some((Role::Ignored, 0));
    }
    let known = words.iter().find(|(_, _, words)| words.split(' ').any(|known| known == word));
    known.map(|(role, rank, _)| (*role, *rank))
}

/// What columns and keys of links are called, without anything but small letters and digits, and how well
/// each name fits. What is ignored is what Gephi, Cytoscape, pandas and the like add of their own, and what an
/// export of this program tells of how a link learns.
const OF_LINKS: &[(Role, u8, &str)] = &[
    (
        Role::From,
        0,
        "pre source from neuron1 cell1 node1 presynaptic presynapticneuron presynapticcell \
         preneuron precell sourceneuron sourcecell sourcenode sender origin endnodes1 sending \
         sendingcell sendingneuron fromneuron fromnode neuronpre cellpre prerootid preptrootid \
         prebodyid bodyidpre preid sourceid preskid preskeletonid skeletonidpre presegid preroot \
         prebody presynapticid presynapticskeletonid presynapticskeleton sourceskeleton \
         sourceskeletonid sourceskid presynapticrootid presynapticbodyid fromid idpre rootidpre",
    ),
    (
        Role::From,
        1,
        "prename sourcename namepre fromname presynapticname presynapticneuronname instancepre \
         preinstance",
    ),
    (Role::From, 3, "i row"),
    (
        Role::To,
        0,
        "post target to neuron2 cell2 node2 postsynaptic postsynapticneuron postsynapticcell \
         postneuron postcell targetneuron targetcell targetnode receiver endnodes2 receiving \
         receivingcell receivingneuron toneuron tonode neuronpost cellpost destination postrootid \
         postptrootid postbodyid bodyidpost postid targetid postskid postskeletonid \
         skeletonidpost postsegid postroot postbody postsynapticid postsynapticskeletonid \
         postsynapticskeleton targetskeleton targetskeletonid targetskid postsynapticrootid \
         postsynapticbodyid toid idpost rootidpost",
    ),
    (
        Role::To,
        1,
        "postname targetname namepost toname postsynapticname postsynapticneuronname instancepost \
         postinstance",
    ),
    (Role::To, 3, "j col column"),
    (
        Role::Kind,
        0,
        "synapsetype syntype syn typ edgetype connectiontype linktype typeofsynapse typeofconnection \
         conntype interaction",
    ),
    (Role::Kind, 1, "kind"),
    (Role::Kind, 2, "type"),
    (Role::Amount, 0, "weight edgeweight totalweight weighttotal synapticweight"),
    (
        Role::Amount,
        1,
        "syncount synapsecount synapses nsynapses numsynapses numbersynapses nosynapses \
         nbrofsynapses numberofsynapses synapsenumber nsyn nsyns numsyn synapseno contacts \
         ncontacts numcontacts contactcount numberofcontacts connections numberofconnections \
         nconnections sections weights",
    ),
    (
        Role::Amount,
        2,
        "nbr number count counts num n strength connectivity connectionweight connectionstrength \
         value synweight",
    ),
    (
        Role::Amount,
        4,
        "weightrelative relativeweight weightnorm normalizedweight normalisedweight \
         weightfraction",
    ),
    (
        Role::Chemical,
        0,
        "chemical chemicalweight chemicalcount chemicalsynapses chem chemweight chemcount \
         weightchemical chemicalsynapsecount nchemical numchemical chemicalcontacts sendweight \
         chemicalconnections numberofchemicalsynapses",
    ),
    (
        Role::Electrical,
        0,
        "electrical electricalweight electricalcount electricalsynapses elec electric elecweight \
         eleccount weightelectrical gap gaps gapjunction gapjunctions gapweight gapjunctionweight \
         gapcount gapjunctioncount nelectrical numelectrical electricalcontacts ejweight \
         electricalconnections electricweight numberofgapjunctions",
    ),
    (Role::Sign, 0, "sign polarity synapsesign edgesign connectionsign valence"),
    (Role::Directed, 0, "directed isdirected"),
    (Role::Region, 0, "neuropil neuropils region"),
    (Role::RegionOfTotal, 0, "roi"),
    (
        Role::Transmitter,
        0,
        "nttype transmitter neurotransmitter neurotransmitters nt prent pretransmitter \
         preneurotransmitter ntpre prenttype nttypepre topnt pretopnt predictednt predictednttype \
         consensusnt neurotransmittertype neurotransmitterpre",
    ),
    (
        Role::Ignored,
        0,
        "startweight plasticity delay astrocyte \
         id label timeset interval index edgeid key suid selected sharedname sharedinteraction \
         typepre typepost pretype posttype connroiinfo color colour shape zorder expanded url \
         description usertags opacity isvisible visible nodestyle edgestyle",
    ),
];

/// The same, of neurons.
const OF_NEURONS: &[(Role, u8, &str)] = &[
    (Role::Name, 0, "name neuron cell neuronname cellname nodename neuronid cellid"),
    (Role::Id, 0, "rootid ptrootid bodyid skid skeletonid body segid root root783 root630"),
    (Role::Id, 1, "id index nodeid node nodes vertex key"),
    (Role::Name, 2, "label labels"),
    (Role::Class, 0, "class group neuronclass cellclass category"),
    (Role::Class, 1, "celltype primarytype neurontype nodetype superclass"),
    (Role::Class, 2, "type kind"),
    (Role::X, 0, "x posx xpos positionx xposition"),
    (Role::Y, 0, "y posy ypos positiony yposition"),
    (
        Role::Transmitter,
        0,
        "transmitter neurotransmitter neurotransmitters transmitters nt nttype \
         neurotransmittertype topnt predictednt predictednttype consensusnt celltypent knownnt",
    ),
    (Role::Transmitter, 1, "sign polarity"),
    (
        Role::Ignored,
        0,
        "timeset interval suid selected sharedname r g b z size width height color colour shape \
         zorder expanded url description usertags opacity isvisible visible nodestyle edgestyle",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_many_spellings() {
        let of = |heading| role(Part::Link, heading).map(|(role, _)| role);
        for name in [
            "pre",
            "Source",
            "FROM",
            "Neuron 1",
            "neuron_1",
            "Presynaptic",
            "pre_root_id",
            "bodyId_pre",
            "EndNodes_1",
            "pre_skid",
            "Presynaptic skeleton ID",
        ] {
            assert_eq!(of(name), Some(Role::From), "{name}");
        }
        for name in
            ["Nbr", "synapses", "COUNT", "Number", "weight", "syn_count", "connectivity", "weightRelative"]
        {
            assert_eq!(of(name), Some(Role::Amount), "{name}");
        }
        assert_eq!(of("Synapse Type"), Some(Role::Kind));
        assert_eq!(of("Syn"), Some(Role::Kind));
        assert_eq!(of("chemical_weight"), Some(Role::Chemical));
        assert_eq!(of("electrical_weight"), Some(Role::Electrical));
        assert_eq!(of("nt_type"), Some(Role::Transmitter));
        assert_eq!(of("comment"), None);
        assert_eq!(role(Part::Neuron, "neurotransmitters").map(|(role, _)| role), Some(Role::Transmitter));
    }

    #[test]
    fn a_word_says_one_thing() {
        for words in [OF_LINKS, OF_NEURONS] {
            let mut seen = std::collections::HashSet::new();
            for word in words.iter().flat_map(|(_, _, words)| words.split(' ')) {
                assert!(word == plain(word) && !word.is_empty() && seen.insert(word), "{word:?}");
            }
        }
    }

    #[test]
    fn every_role_has_a_name_to_ask_for_it() {
        assert_eq!("Weight".parse(), Ok(Role::Amount));
        assert!("wieght".parse::<Role>().is_err_and(|words| words.contains("weight, chemical")));
    }
}
