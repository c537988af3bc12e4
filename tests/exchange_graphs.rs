//! Graphs as other programs write them: small remakes of their files, and what has to come of each.

mod common;

use common::program::{failure, wriggle};
use proptest::prelude::*;
use std::fmt::Write;
use std::path::PathBuf;
use wriggle::exchange::{Asked, Factors, Kind, Network, Problem, Role, Sort, Source, build, read};
use wriggle::scene::check;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/networks").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn network(file: &str, bytes: &[u8], asked: &Asked) -> Result<Network, Problem> {
    let mut network = Network::default();
    let source = Source::decode(file, bytes, &mut network.account)?;
    read(&source, asked, &mut network)?;
    network.conclude(asked)?;
    Ok(network)
}

/// Neurons with class, sign and place, and links: `A>B 3` is chemical, `A=B 2` electrical.
fn drawn(network: &mut Network) -> String {
    let factors = Factors::PerContact { weight: 0.1, conductance: 0.01 };
    let scene = build(network, "N", factors).unwrap_or_else(|problem| panic!("{problem}"));
    assert!(check(&scene).is_empty());
    let mut out = String::new();
    for neuron in &scene.creatures[0].neurons {
        let inhibits = neuron.resolve(&scene.classes).production[1] < 0.0;
        let cell = network.cells.iter().find(|cell| cell.name == neuron.name);
        let class = cell.map_or("", |cell| cell.class.as_str());
        let _ = write!(out, "{}{}", neuron.name, if inhibits { " -" } else { "" });
        if !class.is_empty() {
            let _ = write!(out, " {class}");
        }
        if let Some((x, y)) = cell.and_then(|cell| cell.at) {
            let _ = write!(out, " {x},{y}");
        }
        out.push('\n');
    }
    for link in &network.links {
        let sign = if link.kind == Kind::Chemical { '>' } else { '=' };
        let _ = writeln!(out, "{}{sign}{} {}", link.from, link.to, link.amount);
    }
    out
}

/// What comes of a fixture, and its account.
fn imported(name: &str, asked: &Asked) -> (String, String) {
    let mut network = network(name, &bytes(name), asked).unwrap_or_else(|problem| panic!("{problem}"));
    let drawn = drawn(&mut network);
    (drawn, network.account.to_string())
}

fn column(role: Role, name: &str) -> Asked {
    Asked { columns: vec![(role, name.to_owned())], ..Asked::default() }
}

fn is_doubtful(name: &str) -> bool {
    let asked = Asked::default();
    network(name, &bytes(name), &asked).unwrap_or_else(|problem| panic!("{problem}")).account.is_doubtful()
}

/// One network as networkx writes it in each of its formats.
const THREE: &str =
    "AVAL command 1.5,2\nAVAR command 3.5,2\nDD1 - motor 2.5,-1\nAVAL>DD1 3\nAVAL=AVAR 5\nDD1>AVAR 2\n";

#[test]
fn every_program_s_graph_becomes_its_network() {
    for (name, expected, account) in [
        ("networkx.graphml", THREE, "`cell_class` as the class"),
        ("networkx.gexf", THREE, "`weight` as the weight"),
        ("networkx.gml", THREE, "`label` as the name"),
        ("networkx.json", THREE, "`id` as the name"),
        ("networkx.cyjs", THREE, "`name` as the name"),
        ("networkx-adjacency.json", THREE, "`synapse_type` as the type"),
        (
            "networkx-multi.graphml",
            "AVAL\nDD1\nAVAR\nAVAL>DD1 3\nAVAL>DD1 4\nDD1>AVAR 1\n",
            "directed links that do not say their type, as chemical: 3;",
        ),
        (
            "networkx.net",
            "AVAL\nDD1\nAVAR\nAVAL>DD1 3\nAVAL>AVAR 5\nDD1>AVAR 2\n",
            "directed links that do not say their type, as chemical: 3;",
        ),
        (
            "two-weights.graphml",
            "AVAL\nDD1\nAVAR\nAVAL>DD1 3\nDD1>AVAR 1\nDD1=AVAR 4\n",
            "`electrical_weight` as the weight of an electrical link",
        ),
        (
            "igraph.graphml",
            "AVAL\nAVAR\nDD1 -\nAVAL>DD1 3\nDD1>AVAR 2\nAVAL=AVAR 5\n",
            "the key `name` was passed over, for `cell_name` is the name",
        ),
        (
            "igraph.gml",
            "AVAL\nAVAR\nDD1 -\nAVAL>DD1 3\nDD1>AVAR 2\nAVAL=AVAR 5\n",
            "not understood: the key `somapos`",
        ),
        (
            "yed.graphml",
            "AVAL command 115,-150\nAVAR command 225,-150\nDD1 & co 170,-300\nAVAL=AVAR 1\nAVAL>DD1 & co 1\n",
            "links without a weight, as one contact each: 2",
        ),
        ("yed-live.graphml", "AVAL -50,0\nDD1 60,-100\nAVAL>DD1 7\n", "`y:EdgeLabel` as the weight"),
        (
            "yed.gml",
            "Neuron ä interneurons 120,-80.5\nDD1 240,-200\nNeuron ä>DD1 3\n",
            "`graphics` as the places",
        ),
        (
            "cytoscape.graphml",
            "AVAL\nDD1 -\nAVAL>DD1 4\nDD1>AVAL 1\n",
            "directed links that do not say their type, as chemical: 2;",
        ),
        ("cytoscape.cyjs", "AVAL -76.5,34\nDD1 12,-50\nAVAL>DD1 12\n", "`synapses` as the weight"),
        (
            "cytoscape.sif",
            "DVA\nAVAL\nDD1\nAVA right\nAVAL>DD1 1\nAVAL>AVA right 1\nAVAL=AVA right 1\n",
            "`interaction` as the type",
        ),
        (
            "gephi.graphml",
            "AVAL -120.5,40.25\nDD1 - 80,-10\nAVAL>DD1 2\nAVAL=DD1 6\n",
            "`transmitter` as the transmitter",
        ),
        (
            "gephi.gexf",
            "AVAL -231.5,57.25\nAVAR 10,20\nDD1 - 100,-33\nAVAL>DD1 3\nAVAL=AVAR 2\nDD1>AVAR 4\nAVAR>DD1 4\n",
            "`viz:position` as the places",
        ),
        (
            "keys.graphml",
            "AVAL command\nDD1 motor\nAVAL>DD1 3\nDD1=AVAL 2\n",
            "not understood: the key `count`",
        ),
        (
            "latin1.graphml",
            "Purkinjezelle ä\nKörnerzelle\nKörnerzelle>Purkinjezelle ä 1\n",
            "`name` as the name",
        ),
        ("newman.gml", "51\n72\n2\n51>72 1\n2>51 14\n", "`value` as the weight"),
        (
            "relations.net",
            "AVA left 0.1,-0.25\nDD1 0.7,-0.5\nKörnerzelle 0.4,-0.9\n4\nAVA left>DD1 3\nKörnerzelle>AVA left 2.5\nAVA left=DD1 4\n",
            "`*Partition` and what stands below it was passed over",
        ),
        ("matrix.net", "A\nB\nC\nA>B 2\nB>C 1\nC>A -3\n", "`weight` as the weight"),
        (
            "lists.net",
            "A\nB\nC\nD\nA>B 1\nA>C 1\nB>D 1\nC=D 1\n",
            "links without a direction that do not say their type, as electrical: 1;",
        ),
        ("nemanode.json", "RMDL\nRIAR\nRMDVR\nRMDL>RIAR 2\nRMDL=RMDVR 1\n", "`typ` as the type"),
        (
            "d3.json",
            "AVAL 1\nDD1 2\nAVAL>DD1 3\nDD1>AVAL 8\n",
            "links that say neither type nor direction, as directed and chemical: 2;",
        ),
        (
            "adjacency.json",
            "AVAL\nDD1\nAVAR\nAVAL>DD1 3\nAVAL>AVAR 12\nDD1>AVAL 1\n",
            "as directed and chemical",
        ),
    ] {
        let (found, told) = imported(name, &Asked::default());
        assert_eq!(found, expected, "{name}:\n{told}");
        assert!(told.contains(account), "{name}: {account}\n{told}");
    }
}

#[test]
fn what_is_not_understood_is_told_and_nothing_else_is() {
    for name in [
        "networkx.graphml",
        "networkx.gexf",
        "networkx.gml",
        "yed.graphml",
        "yed-live.graphml",
        "gephi.graphml",
        "gephi.gexf",
        "newman.gml",
        "nemanode.json",
        "cytoscape.cyjs",
        "relations.net",
        "two-weights.graphml",
    ] {
        assert!(!is_doubtful(name), "{name}: {}", imported(name, &Asked::default()).1);
    }
    for (name, words) in [
        ("igraph.graphml", "the key `soma_pos`"),
        ("keys.graphml", "the key `comment`"),
        ("cytoscape.graphml", "the key `interaction`"),
        ("twice.graphml", "called by it and their id: 2 ("),
    ] {
        assert!(is_doubtful(name), "{name}");
        let told = imported(name, &Asked::default()).1;
        assert!(told.contains(words), "{name}: {told}");
    }
}

#[test]
fn the_user_says_what_is_what() {
    let (found, _) = imported("igraph.graphml", &column(Role::Name, "name"));
    assert!(found.starts_with("1\n2\n3 -\n1>3 3\n"), "{found}");
    let (found, _) = imported("igraph.graphml", &column(Role::Name, "cell_name"));
    assert!(found.starts_with("AVAL\nAVAR\nDD1 -\n"), "{found}");
    let (found, _) = imported("twice.graphml", &Asked::default());
    assert_eq!(found, "AVA_n0\nAVA_n1\nDD1\nAVA_n0>DD1 1\nAVA_n1>DD1 1\n");
    let (found, _) = imported("twice.graphml", &column(Role::Name, "id"));
    assert!(found.starts_with("n0\nn1\nn2\n"), "{found}");
    let asked = Asked { kind: Some(Kind::Electrical), ..Asked::default() };
    let (found, told) = imported("networkx-multi.graphml", &asked);
    assert!(
        found.contains("AVAL=DD1 3\n") && told.contains("of the type that was asked for"),
        "{found}{told}"
    );
    // Several data sets: none is taken unasked.
    let sets = bytes("nemanode-sets.json");
    let problem = network("n.json", &sets, &Asked::default()).expect_err("several data sets");
    assert!(problem.message.contains("several data sets: SEM_adult, SEM_L1_2"), "{problem}");
    assert_eq!((problem.place.line, problem.place.column), (2, 3));
    let (found, told) = imported("nemanode-sets.json", &column(Role::Amount, "SEM_adult"));
    assert_eq!(found, "AWAR\nASE\nAIZL\nAWAR>ASE 9\nASE=AIZL 4\n");
    assert!(told.contains("links have no contacts in `SEM_adult`, and were passed over: 1"), "{told}");
    // What is asked for has to be there.
    let problem = network("k", &bytes("keys.graphml"), &column(Role::Name, "nane")).expect_err("no such key");
    assert!(problem.message.contains("called `nane`; there is"), "{problem}");
    let records = br#"[{"a": "X", "b": "Y", "n": 2}]"#;
    let asked =
        Asked { columns: vec![(Role::From, "a".to_owned()), (Role::To, "b".to_owned())], ..Asked::default() };
    assert_eq!(drawn(&mut network("r.json", records, &asked).expect("asked for")), "X\nY\nX>Y 2\n");
}

#[test]
fn a_graph_is_the_same_in_every_encoding_and_with_every_end_of_line() {
    let plain = String::from_utf8(bytes("networkx.graphml")).expect("UTF-8");
    let expected = THREE;
    let utf16 = |text: &str| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    for bytes in [
        plain.replace('\n', "\r\n").into_bytes(),
        plain.replace('\n', "\r").into_bytes(),
        format!("\u{feff}{plain}").into_bytes(),
        utf16(&plain.replace("utf-8", "UTF-16")),
        plain.replace('\n', "").into_bytes(),
    ] {
        let mut network =
            network("f", &bytes, &Asked::default()).unwrap_or_else(|problem| panic!("{problem}"));
        assert_eq!(drawn(&mut network), expected);
    }
    for (from, to) in [("windows-1252", "€"), ("ISO-8859-2", "č"), ("KOI8-R", "Ж"), ("Shift_JIS", "虫")]
    {
        let text = format!(
            "<?xml version='1.0' encoding='{from}'?><graphml><graph><node id='{to}'/></graph></graphml>"
        );
        let (encoding, byte): (&str, Vec<u8>) = match from {
            "windows-1252" => (from, vec![0x80]),
            "ISO-8859-2" => (from, vec![0xe8]),
            "KOI8-R" => (from, vec![0xf6]),
            _ => (from, vec![0x92, 0x8e]),
        };
        let (head, tail) = text.split_once(to).expect("there");
        let bytes = [head.as_bytes(), &byte[..], tail.as_bytes()].concat();
        let network = network("f", &bytes, &Asked::default()).unwrap_or_else(|problem| panic!("{problem}"));
        assert_eq!(network.cells[0].name, to, "{encoding}");
    }
}

#[test]
fn faults_of_graphs_are_told_with_line_and_column() {
    for (text, at, words) in [
        (
            "<graphml>\n <graph>\n  <node id='a'/><edge source='a' target='b'/></graph></graphml>",
            (3, 17),
            "there is no node `b`",
        ),
        ("<graphml><graph>\r <node/></graph></graphml>", (2, 2), "a node needs an `id`"),
        ("<graphml><graph>\n<node id='a'/>\n <node id='a'/></graph></graphml>", (3, 2), "used twice"),
        ("<graphml><graph>\n<node id='a'></graph>", (2, 22), "not XML"),
        (
            "<graphml><key id='w' for='edge' attr.name='weight'/><graph>\n<node id='a'/>\n<edge source='a' target='a'><data key='w'>many</data></edge></graph></graphml>",
            (3, 1),
            "a number, not `many`",
        ),
        (
            "<graphml><key id='t' for='edge' attr.name='type'/><graph>\n<node id='a'/>\n<edge source='a' target='a'><data key='t'>magic</data></edge></graph></graphml>",
            (3, 1),
            "`magic` is no type of a link",
        ),
        ("<graphml><graph>\n<hyperedge/></graph></graphml>", (2, 1), "hyperedges"),
        ("<gexf><graph>\n<nodes><node/></nodes></graph></gexf>", (2, 8), "a node needs an `id`"),
        (
            "<gexf><graph><edges>\n<edge source='a' target='b' type='sideways'/></edges></graph></gexf>",
            (2, 1),
            "directed, undirected or mutual, not `sideways`",
        ),
        ("<gexf></gexf>", (1, 14), "no <graph>"),
        (
            "<gexf><graph><nodes><node id='a'><attvalues>\n<attvalue for='0' value='1' start='1'/>\n<attvalue for='0' value='2' start='2'/></attvalues></node></nodes></graph></gexf>",
            (3, 1),
            "one after another in time",
        ),
        ("graph [\n  node [ id 1 ]\n  edge [ source 1 target 2 ] ]", (3, 3), "there is no node `2`"),
        ("*Vertices 2\n*Arcs\n 1 3", (3, 4), "from 1 to 2, not `3`"),
        ("*Vertices 200001\n", (1, 1), "a scene has at most 200000 neurons, not 200001"),
        ("*Vertices 9999999\n", (1, 1), "a scene has at most 200000 neurons"),
        ("*Vertices 2\n*Matrix\n0 1\n*Arcs\n", (2, 1), "2 rows of 2 numbers; here it has 1"),
        ("{\"nodes\": [{\"id\": \"é\"}, }", (1, 25), "not JSON"),
        ("A chemical B\nC EJ\n", (2, 1), "SIF"),
        (
            "{\"nodes\": [{\"id\": 1}],\n \"links\": [{\"source\": 1, \"target\": 7}]}",
            (2, 12),
            "there is no node `7`",
        ),
        ("{\"A\": {\"B\": \"x\"}}", (1, 13), "a number, not `x`"),
    ] {
        let file = if words == "SIF" { "f.sif" } else { "f" };
        let problem = network(file, text.as_bytes(), &Asked::default()).map(|_| ()).expect_err(text);
        assert!(problem.message.contains(words), "{text}: {problem}");
        assert_eq!((problem.place.line, problem.place.column), at, "{text}: {problem}");
    }
}

#[test]
fn what_is_not_read_is_named_with_what_makes_something_of_it() {
    let zip = |inner: &str| [&b"PK\x03\x04rest of the head "[..], inner.as_bytes()].concat();
    let matlab = b"MATLAB 5.0 MAT-file, Platform: GLNXA64".to_vec();
    let h5 = |inner: &str| [&b"\x89HDF\r\n\x1a\n"[..], inner.as_bytes()].concat();
    for (bytes, what, help) in [
        (zip("xl/workbook.xml"), "an Excel workbook", "pandas.read_excel('dir/net.v2.x'"),
        (zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), "OpenDocument", "engine='odf'"),
        (zip("CytoscapeSession/cysession.xml"), "a Cytoscape session", "File > Export"),
        (zip("a.npy"), "NumPy arrays", "numpy.load"),
        (zip("readme.txt"), "an archive (.zip)", "unzip 'dir/net.v2.x'"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0".to_vec(), "an old Excel workbook", "engine='xlrd'"),
        (h5("nwb_version"), "NWB", "h5py"),
        (h5(""), "HDF5", "h5py.File('dir/net.v2.x').visit(print)"),
        (matlab, "a MATLAB file", "scipy.io.loadmat"),
        (b"MATLAB 7.3 MAT-file, Platform".to_vec(), "version 7.3", "h5py"),
        (b"\x93NUMPY\x01\0".to_vec(), "a NumPy array", "'dir/net.csv'"),
        (b"PAR1\0".to_vec(), "Parquet", "read_parquet"),
        (b"ARROW1\0\0".to_vec(), "Feather", "read_feather"),
        (b"SQLite format 3\0".to_vec(), "SQLite", "sqlite3 -header -csv"),
        (b"\x80\x04\x95.".to_vec(), "pickle", "networkx.write_graphml"),
        ("⛾ gt\u{1}".as_bytes().to_vec(), "graph-tool", "load_graph"),
        (b"\x28\xb5\x2f\xfd\0".to_vec(), "zstd", "unzstd"),
        (b"BZh91AY&SY\0".to_vec(), "bzip2", "bunzip2 --keep 'dir/net.v2.x'"),
        (b"\xfd7zXZ\0\0".to_vec(), "xz", "unxz --keep"),
        (b"7z\xbc\xaf\x27\x1c\0".to_vec(), "a 7-Zip archive", "7z x"),
        (b"RDX3\nX\n".to_vec(), "data of R", "readRDS"),
        (b"FEA1\0\0".to_vec(), "Feather", "read_feather"),
        (b"\xff\xd8\xff\xe0".to_vec(), "a picture", "table"),
        (b"GIF89a".to_vec(), "a picture", "table"),
        (b"*Node data\nID\n".to_vec(), "NetDraw", "Pajek"),
        (b"[{\"CXVersion\": \"2.0\"}]".to_vec(), "CX", "create_nice_cx_from_file('dir/net.v2.x')"),
        (b"%PDF-1.7".to_vec(), "a PDF", "supplement"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "a picture", "table"),
        (
            b"<?xml version='1.0'?>\n<neuroml xmlns='x' id='c302'/>".to_vec(),
            "NeuroML",
            "presynapticPopulation",
        ),
        (b"<!DOCTYPE html>\n<html></html>".to_vec(), "a web page", "Raw"),
        (b"<graph label='x' xmlns='http://www.cs.rpi.edu/XGMML'/>".to_vec(), "XGMML", "Cytoscape"),
        (b"<sbml/>".to_vec(), "first element is <sbml>", "GEXF are read"),
        (b"// c\ndigraph \"G\" {\nA -> B; }".to_vec(), "Graphviz", "gv2gml -o 'dir/net.gml'"),
        (b"// Made\n(\n format: 1,".to_vec(), "a scene or a protocol", "wriggle run"),
        (b"version https://git-lfs.github.com/spec/v1\n".to_vec(), "Git LFS", "git lfs pull"),
        (b"%%MatrixMarket matrix coordinate real general\n".to_vec(), "MatrixMarket", "mmread"),
        (b"dl n=4 format=edgelist1\n".to_vec(), "UCINET", "Read_DL"),
        (b"{\"units\": {\"t\": \"s\"}, \"data\": []}".to_vec(), "WCON", ""),
    ] {
        let problem = network("dir/net.v2.x", &bytes, &Asked::default()).map(|_| ()).expect_err(what);
        assert!(problem.message.contains(what), "{what}: {problem}");
        assert!(problem.help.as_deref().unwrap_or_default().contains(help), "{what}: {problem}");
        assert!(problem.to_string().lines().count() <= 2, "{problem}");
    }
    // A name that would break out of its quotes is not repeated in a command.
    for bytes in [zip(""), b"[{\"numberVerification\": []}]".to_vec()] {
        let problem = network("a'; rm x", &bytes, &Asked::default()).map(|_| ()).expect_err("foreign");
        assert!(problem.help.is_some_and(|help| help.contains("'FILE'") && !help.contains("rm x")));
    }
    let problem = network("-x.zip", &zip(""), &Asked::default()).map(|_| ()).expect_err("an archive");
    assert!(problem.help.is_some_and(|help| help.contains("unzip './-x.zip'")), "no option");
}

/// Links and account of a text.
fn read_text(file: &str, text: &str) -> (String, String) {
    let mut network = network(file, text.as_bytes(), &Asked::default())
        .unwrap_or_else(|problem| panic!("{text}: {problem}"));
    let drawn = drawn(&mut network);
    let links: Vec<&str> = drawn.lines().filter(|line| line.contains(['>', '='])).collect();
    (links.join("; "), network.account.to_string())
}

#[test]
fn what_stands_within_an_edge_of_json_says_the_same_as_what_stands_in_it() {
    let edge = |fields: &str| format!("{{\"nodes\": [\"A\", \"B\"], \"edges\": [{{{fields}}}]}}");
    let ends = "\"source\": \"A\", \"target\": \"B\"";
    for (fields, expected) in [
        (format!("{ends}, \"weight\": 3, \"type\": \"electrical\""), "A=B 3"),
        (format!("{ends}, \"attributes\": {{\"weight\": 3, \"type\": \"electrical\"}}"), "A=B 3"),
        (format!("{ends}, \"attributes\": {{\"typ\": 2, \"syn\": [1, 2]}}"), "A=B 3"),
        (format!("{ends}, \"metadata\": {{\"typ\": 0, \"synapses\": {{\"x\": 3}}}}"), "A>B 3"),
        (format!("{ends}, \"attributes\": {{\"undirected\": true}}"), "A=B 1"),
        (format!("\"data\": {{{ends}, \"weight\": 3}}"), "A>B 3"),
        (format!("\"data\": {{\"attributes\": {{{ends}, \"weight\": 3}}}}"), "A>B 3"),
        // What stands further out comes first, wherever it stands.
        (format!("{ends}, \"weight\": 3, \"attributes\": {{\"weight\": 1}}"), "A>B 3"),
        (format!("\"attributes\": {{\"weight\": 1}}, {ends}, \"weight\": 3"), "A>B 3"),
        (format!("\"data\": {{\"weight\": 1, {ends}}}, \"weight\": 3"), "A>B 3"),
        (format!("\"attributes\": {{\"weight\": 3}}, {ends}, \"weight\": null"), "A>B 3"),
    ] {
        let (links, told) = read_text("f", &edge(&fields));
        assert_eq!(links, expected, "{fields}");
        let is_both = fields.matches("weight").count() == 2 && !fields.contains("null");
        assert_eq!(told.contains("of which the outer one counts: 1 (weight)"), is_both, "{fields}: {told}");
    }
    // However deep a file is, it is a file with a fault or without one.
    for (open, close) in [("[", "]"), ("{\"data\": ", "}"), ("{\"source\": ", "}")] {
        let deep = format!("{}1{}", open.repeat(20_000), close.repeat(20_000));
        for text in [
            deep.clone(),
            edge(&format!("\"source\": {deep}, \"target\": \"B\"")),
            edge(&format!("{ends}, \"data\": {deep}")),
            format!("{{\"nodes\": [{deep}], \"edges\": []}}"),
        ] {
            let _ = network("f", text.as_bytes(), &Asked::default());
        }
    }
    let deep = format!("<graphml>{}", "<graph><node id='a'>".repeat(20_000));
    let problem = network("f", deep.as_bytes(), &Asked::default()).map(|_| ()).expect_err("deep");
    assert!(problem.message.contains("nested deeper than"), "{problem}");
}

#[test]
fn an_edge_with_several_ends_is_one_for_each_pair_with_all_that_it_says() {
    for (count, expected) in [
        ("\"weight\": 4", "A>B 4; A>C 4; D>E 2"),
        ("\"syn\": [1, 3]", "A>B 4; A>C 4; D>E 2"),
        ("\"synapses\": {\"x\": 4}", "A>B 4; A>C 4; D>E 2"),
    ] {
        let text = format!(
            "[{{\"pre\": \"A\", \"post\": [\"B\", \"C\"], {count}}}, {{\"pre\": \"D\", \"post\": \"E\", {}}}]",
            count.replace('4', "2").replace("1, 3", "2")
        );
        let (links, told) = read_text("f", &text);
        assert_eq!(links, expected, "{text}");
        assert!(told.contains("read as one for each pair: 1 (A)"), "{told}");
        assert!(!told.contains("no contacts in"), "{told}");
    }
}

#[test]
fn a_graph_of_json_says_for_all_links_which_way_they_go() {
    for (text, expected) in [
        ("{\"directed\": false, \"edges\": [{\"source\": \"A\", \"target\": \"B\"}]}", "A=B 1"),
        ("{\"directed\": true, \"edges\": [{\"source\": \"A\", \"target\": \"B\"}]}", "A>B 1"),
        ("{\"directed\": false, \"graph\": {\"edges\": [{\"source\": \"A\", \"target\": \"B\"}]}}", "A=B 1"),
        (
            "{\"options\": {\"type\": \"undirected\"}, \"nodes\": [{\"key\": \"A\"}, {\"key\": \"B\"}], \"edges\": [{\"source\": \"A\", \"target\": \"B\"}]}",
            "A=B 1",
        ),
    ] {
        assert_eq!(read_text("f", text).0, expected, "{text}");
    }
}

#[test]
fn relations_of_pajek_are_types_wherever_they_are_named() {
    let head = "*Vertices 4\n1 \"A\"\n2 \"B\"\n3 \"C\"\n4 \"D\"\n";
    for (links, expected) in [
        ("*Arcs :1 \"chemical\"\n1 2 3\n*Arcs :2 \"gap junctions\"\n3 4 2\n", "A>B 3; C=D 2"),
        ("*Arcs :1 \"chemical\"\n*Arcs :2 \"gap junctions\"\n*Arcs\n1: 1 2 3\n2: 3 4 2\n", "A>B 3; C=D 2"),
        ("*Arcs\n1: 1 2 3\n2:3 4 2\n*Arcs :1 \"chemical\"\n*Edges :2 \"gap\"\n", "A>B 3; C=D 2"),
        ("*Arcslist :2 \"gap\"\n*Arcslist :1 \"chemical\"\n1 2\n2: 3 4\n", "A>B 1; C=D 1"),
        (
            "*Matrix :1 \"chemical\"\n0 3 0 0\n0 0 0 0\n0 0 0 0\n0 0 0 0\n*Matrix :2 \"gap\"\n0 0 0 0\n0 0 0 0\n0 0 0 2\n0 0 0 0\n",
            "A>B 3; C=D 2",
        ),
    ] {
        let (found, told) = read_text("f", &format!("{head}{links}"));
        assert_eq!(found, expected, "{links}");
        assert!(!told.contains("have no names"), "{told}");
    }
    let (found, told) = read_text("f", &format!("{head}*Arcs\n1: 1 2 3\n2: 3 4 2\n"));
    assert_eq!(found, "A>B 3; C>D 2");
    assert!(
        told.contains("warning: the file holds several relations") && told.contains("1, 2; write"),
        "{told}"
    );
}

#[test]
fn groups_of_a_graph_may_stand_anywhere_but_within_themselves() {
    let gexf = |nodes: &str| {
        format!(
            "<gexf><graph><nodes>{nodes}</nodes><edges><edge source='a' target='b'/></edges></graph></gexf>"
        )
    };
    let class = |text: &str| {
        let network = network("f", text.as_bytes(), &Asked::default()).unwrap_or_else(|p| panic!("{p}"));
        network
            .cells
            .iter()
            .map(|cell| format!("{} {}", cell.name, cell.class))
            .collect::<Vec<_>>()
            .join("; ")
    };
    let group = "<node id='g' label='motor'/>";
    let in_it = "<node id='a' label='A' pid='g'/><node id='b' label='B' pid='g'/>";
    assert_eq!(class(&gexf(&format!("{group}{in_it}"))), "A motor; B motor");
    assert_eq!(class(&gexf(&format!("{in_it}{group}"))), "A motor; B motor");
    assert_eq!(
        class(
            "graph [ node [ id 1 label \"A\" gid 3 ] node [ id 2 label \"B\" gid 3 ] Node [ ID 3 Label \"motor\" isGroup 1 ] Edge [ Source 1 target 2 ] ]"
        ),
        "A motor; B motor"
    );
    for ring in [
        "<node id='a' pid='a'/><node id='b'/>",
        "<node id='a' pid='g'/><node id='g' pid='h'/><node id='h' pid='g'/><node id='b'/>",
    ] {
        let problem = network("f", gexf(ring).as_bytes(), &Asked::default()).map(|_| ()).expect_err(ring);
        assert!(problem.message.contains("is within itself"), "{problem}");
    }
    let (_, told) = read_text("f", &gexf("<node id='a' pid='nowhere'/><node id='b'/>"));
    assert!(
        told.contains("not understood: nodes are said to be in a group that is not there: 1 (nowhere)"),
        "{told}"
    );
}

#[test]
fn what_takes_long_takes_as_long_as_the_file() {
    const COUNT: usize = 100_000;
    // A chain of groups, each of which stands behind what is in it; and references that never end.
    let mut nodes = String::new();
    for at in 0..COUNT {
        let _ = write!(nodes, "<node id='n{at}' pid='n{}'/>", at + 1);
    }
    let text = format!(
        "<gexf><graph><nodes>{nodes}<node id='n{COUNT}'/></nodes><edges><edge source='n0' target='n1'/></edges></graph></gexf>"
    );
    assert_eq!(read_text("f.gexf", &text).0.matches('>').count(), 1);
    let text = format!("graph [ node [ id 1 label \"{}\" ] ]", "&".repeat(4 * COUNT));
    let network = network("f.gml", text.as_bytes(), &Asked::default()).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!(network.cells[0].name.len(), 4 * COUNT);
}

#[test]
fn tables_and_graphs_say_the_same_by_the_same_words() {
    let edges = |rows: &[&[(&str, &str)]]| -> [String; 2] {
        let names: Vec<&str> = rows[0].iter().map(|(name, _)| *name).collect();
        let mut table = format!("pre,post,{}\n", names.join(","));
        let mut json = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let values: Vec<&str> = row.iter().map(|(_, value)| *value).collect();
            let _ = writeln!(table, "A{at},B{at},{}", values.join(","));
            let fields: Vec<String> =
                row.iter().map(|(name, value)| format!("\"{name}\": \"{value}\"")).collect();
            json.push(format!("{{\"pre\": \"A{at}\", \"post\": \"B{at}\", {}}}", fields.join(", ")));
        }
        [table, format!("[{}]", json.join(","))]
    };
    for (rows, expected) in [
        (&[&[("type", "Mutual"), ("weight", "3")][..]][..], "B0>A0 3; A0>B0 3"),
        (&[&[("type", "reciprocal"), ("weight", "3")]], "B0>A0 3; A0>B0 3"),
        (&[&[("type", "Undirected"), ("weight", "3")]], "A0=B0 3"),
        (&[&[("directed", "false"), ("type", "chemical"), ("weight", "3")]], "A0>B0 3"),
        (
            &[&[("chemical", "true"), ("weight", "3")], &[("chemical", "false"), ("weight", "2")]],
            "A0>B0 3; A1=B1 2",
        ),
        (&[&[("weight", "3"), ("gap_junctions", "2")]], "A0>B0 3; A0=B0 2"),
        (&[&[("chemical", "3"), ("electrical", "2"), ("type", "chemical")]], "A0>B0 3; A0=B0 2"),
        (
            &[&[("type", "chemical"), ("chemical", "3")], &[("type", "electrical"), ("chemical", "0")]],
            "A0>B0 3; A1=B1 1",
        ),
        (
            &[&[("type", "electrical"), ("electrical", "4")], &[("type", "chemical"), ("electrical", "")]],
            "A0=B0 4; A1>B1 1",
        ),
        (&[&[("type", "chemical"), ("weight", "3"), ("chemical", "1")]], "A0>B0 3"),
    ] {
        let mut told = Vec::new();
        for (file, text) in ["f.csv", "f.json"].iter().zip(edges(rows)) {
            let (found, words) = read_text(file, &text);
            assert_eq!(found, expected, "{text}");
            told.push(words.replace("the key", "the column"));
        }
        let of_all =
            |words: &String| words.lines().filter(|l| l.contains(": 1") || l.contains(": 2")).count();
        assert_eq!(of_all(&told[0]), of_all(&told[1]), "{}\n{}", told[0], told[1]);
    }
    for (row, words) in [
        (
            &[("type", "electrical"), ("chemical", "3")][..],
            "the type is `electrical`, but `chemical` is the weight of a chemical link",
        ),
        (&[("directed", "sideways"), ("weight", "1")], "directed, undirected or mutual, not `sideways`"),
        (&[("weight", "many"), ("type", "S")], "the weight is a number, not `many`"),
        (&[("chemical", "yes"), ("type", "gap")], "another column says otherwise"),
    ] {
        for (file, text) in ["f.csv", "f.json"].iter().zip(edges(&[row])) {
            let problem = network(file, text.as_bytes(), &Asked::default()).map(|_| ()).expect_err(&text);
            assert!(problem.message.contains(words), "{text}: {problem}");
            assert_eq!(problem.place.line, if *file == "f.csv" { 2 } else { 1 }, "{problem}");
        }
    }
    // Regions repeat the number of all for each kind by itself.
    let rows: [&[(&str, &str)]; 4] = [
        &[("type", "chemical"), ("roi", "EB"), ("weight", "14")],
        &[("type", "chemical"), ("roi", "FB"), ("weight", "14")],
        &[("type", "electrical"), ("roi", "EB"), ("weight", "3")],
        &[("type", "electrical"), ("roi", "FB"), ("weight", "3")],
    ];
    for (file, text) in ["f.csv", "f.json"].iter().zip(edges(&rows)) {
        let text = text.replace("A1", "A0").replace("A2", "A0").replace("A3", "A0");
        let text = text.replace("B1", "B0").replace("B2", "B0").replace("B3", "B0");
        let (found, words) = read_text(file, &text);
        assert_eq!(found, "A0>B0 14; A0=B0 3", "{text}: {words}");
        assert!(words.contains("once for each pair"), "{words}");
    }
}

#[test]
fn graphs_come_in_by_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("o.worm.ron");
    let out = out.to_str().expect("UTF-8");
    let given = |name: &str| path(name).to_str().expect("UTF-8").to_owned();
    let said = |arguments: &[&str]| {
        let done = wriggle().args(arguments).assert().success();
        String::from_utf8(done.get_output().stderr.clone()).expect("UTF-8")
    };
    for (name, words) in [
        ("gephi.gexf", "3 neurons, 3 chemical synapses, 1 electrical synapse"),
        ("yed.graphml", "3 neurons, 1 chemical synapse, 1 electrical synapse"),
        ("relations.net", "4 neurons, 2 chemical synapses, 1 electrical synapse"),
        ("cytoscape.sif", "4 neurons, 2 chemical synapses, 1 electrical synapse"),
        ("nemanode.json", "3 neurons, 1 chemical synapse, 1 electrical synapse"),
    ] {
        let words_said = said(&["import", &given(name), "--strict", "--out", out]);
        assert!(words_said.contains(words), "{words_said}");
        let done = wriggle().args(["run", out, "--seconds", "1", "--json"]).assert().success();
        assert!(!done.get_output().stdout.is_empty());
    }
    let words = said(&["import", &given("igraph.graphml"), "--column", "name=name", "--out", out]);
    assert!(words.contains("`name` as the name"), "{words}");
    failure(&["import", &given("keys.graphml"), "--strict", "--out", out], 1, "--strict refuses");
    failure(&["import", &given("gephi.gexf"), "--neurons", "n.csv", "--out", out], 2, "GEXF has the neurons");
    failure(&["import", &given("nemanode-sets.json"), "--out", out], 1, "--column weight=SEM_adult");
    failure(&["import", &given("d3.json"), "--neurons", "n.csv", "--out", out], 2, "JSON has the neurons");
    // A form says nothing of whether this file lists its neurons: these only name them.
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.to_str().expect("UTF-8").to_owned()
    };
    let neurons = file("n.csv", "name,class\nA,motor\nLONE,motor\n");
    for links in [
        file("l.json", "[{\"pre\": \"A\", \"post\": \"B\", \"weight\": 1}]"),
        file("l.sif", "A chemical B\nLONE\nOTHER\n"),
    ] {
        let words = said(&["import", &links, "--neurons", &neurons, "--out", out]);
        let scene =
            wriggle::scene::load(std::path::Path::new(out)).unwrap_or_else(|faults| panic!("{faults}"));
        let class = |name: &str| {
            let neuron = scene.scene.creatures[0].neurons.iter().find(|neuron| neuron.name == name);
            neuron.map(|neuron| neuron.class.clone())
        };
        assert_eq!(class("A").as_deref(), Some("motor"), "{words}");
        assert_eq!(class("LONE").as_deref(), Some("motor"), "{words}");
        assert_eq!(class("OTHER").is_some(), links.ends_with("sif"), "{words}");
    }
}

#[test]
fn numbers_of_a_large_graph_do_not_cost_more_than_their_sum() {
    // All in one line: places must not be counted from its beginning each time.
    const COUNT: usize = 60_000;
    let mut text = String::from("<graphml><graph edgedefault='directed'>");
    for at in 0..COUNT {
        let _ = write!(text, "<node id='N{at}'/>");
    }
    for at in 0..COUNT {
        let _ = write!(text, "<edge source='N{at}' target='N{}'/>", (at + 1) % COUNT);
    }
    text.push_str("</graph></graphml>");
    let network =
        network("f", text.as_bytes(), &Asked::default()).unwrap_or_else(|problem| panic!("{problem}"));
    assert_eq!((network.cells.len(), network.links.len()), (COUNT, COUNT));
    let last = &network.links[COUNT - 1].place;
    let before = text.rfind("<edge").expect("there");
    assert_eq!((last.line, last.column as usize), (1, before + 1));
    assert!(
        network
            .account
            .findings()
            .iter()
            .any(|finding| finding.sort == Sort::Default && finding.count == COUNT)
    );
}

static FIXTURES: [&str; 17] = [
    "networkx.graphml",
    "yed.graphml",
    "yed-live.graphml",
    "gephi.graphml",
    "keys.graphml",
    "latin1.graphml",
    "gephi.gexf",
    "networkx.gexf",
    "networkx.gml",
    "yed.gml",
    "relations.net",
    "matrix.net",
    "cytoscape.sif",
    "nemanode.json",
    "nemanode-sets.json",
    "cytoscape.cyjs",
    "d3.json",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_to_a_file_makes_anything_but_a_network_or_a_fault(
        fixture in proptest::sample::select(&FIXTURES[..]),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..40, prop_oneof![
            Just(Vec::new()),
            "[\\[\\]{}<>\"'/*&;:,.0-9a-z -]{0,8}".prop_map(String::into_bytes),
            proptest::collection::vec(any::<u8>(), 1..4),
            Just(b"<node id='a'>".to_vec()),
            Just(b"</node>".to_vec()),
            Just(b"<![CDATA[".to_vec()),
            Just(b"\n*Vertices 3\n".to_vec()),
            Just(b" 1e999 ".to_vec()),
            Just(b"\"source\": 99999999999999999999".to_vec()),
        ]), 1..6),
    ) {
        let mut bytes = bytes(fixture);
        for (at, length, new) in damage {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, new);
        }
        if let Ok(mut network) = network(fixture, &bytes, &Asked::default()) {
            for factors in [Factors::Raw, Factors::PerContact { weight: 0.1, conductance: 0.01 }] {
                if let Ok(scene) = build(&mut network, "N", factors) {
                    prop_assert!(check(&scene).is_empty());
                }
            }
        }
    }
}

#[test]
fn edges_of_adjacency_say_all_that_other_edges_say() {
    let read = |text: &str| {
        let mut network = network("f.json", text.as_bytes(), &Asked::default()).expect("a network");
        drawn(&mut network)
    };
    // Contacts of one data set, and numbers that are summed up; each edge stands at both of its ends.
    let nodes = r#""nodes": [{"id": "A"}, {"id": "B"}, {"id": "C"}]"#;
    let undirected = format!(
        r#"{{"directed": false, {nodes}, "adjacency": [
            [{{"id": "B", "type": "electrical", "synapses": {{"N2U": 3}}}}],
            [{{"id": "A", "type": "electrical", "synapses": {{"N2U": 3}}}}, {{"id": "C", "type": "electrical", "synapses": {{"N2U": 5}}}}],
            [{{"id": "B", "type": "electrical", "synapses": {{"N2U": 5}}}}]]}}"#
    );
    assert_eq!(read(&undirected), "A\nB\nC\nA=B 3\nB=C 5\n");
    let directed = format!(
        r#"{{"directed": true, {nodes}, "adjacency": [[{{"id": "B", "typ": 0, "syn": [1, 2]}}], [{{"id": "C", "data": {{"synapses": 4}}}}], []]}}"#
    );
    assert_eq!(read(&directed), "A\nB\nC\nA>B 3\nB>C 4\n");
    assert_eq!(read(r#"{"A": {"B": {"typ": 0, "syn": [1, 2]}}}"#), "A\nB\nA>B 3\n");
}

#[test]
fn references_by_name_are_read_or_told() {
    let text = |name: &str, data: &str| {
        format!(
            "<graphml><key id='n' for='node' attr.name='name'/><graph edgedefault='directed'>\
             <node id='{name}'><data key='n'>{data}</data></node><node id='b'><data key='n'>B</data></node>\
             <edge source='{name}' target='b'/></graph></graphml>"
        )
    };
    let read = |text: String| network("f.graphml", text.as_bytes(), &Asked::default());
    let good = read(text("a&nbsp;1&amp;2", "A&nbsp;1 &lt;&#65;")).expect("a network");
    assert!(good.cells.iter().any(|cell| cell.name == "A\u{a0}1 <A"), "{:?}", good.cells);
    for bad in [text("a", "caf&eacute;"), text("caf&eacute;", "a")] {
        let problem = read(bad).expect_err("it is not known").to_string();
        assert!(problem.contains("eacute") && problem.starts_with("f.graphml:1:"), "{problem}");
    }
}
