//! What files that are not read are, and the line that makes of each something that is read.

use super::super::place::{Place, Problem};
use std::borrow::Cow;
use std::sync::Arc;

/// What a file is, and how it becomes something else. In the help `{in}` is the file and `{out}` a name for what
/// is made of it, without an ending.
pub(in crate::exchange) struct Foreign {
    what: &'static str,
    help: &'static str,
}

pub(super) const WORKBOOK: Foreign = Foreign {
    what: "an Excel workbook (.xlsx)",
    help: "python3 -c \"import pandas; pandas.read_excel('{in}', sheet_name=0, header=None).to_csv('{out}.csv', header=False, index=False)\" makes a table of its first sheet, sheet_name='...' of another; or save the sheet as CSV in the spreadsheet",
};
pub(super) const OLD_WORKBOOK: Foreign = Foreign {
    what: "an old Excel workbook (.xls)",
    help: "python3 -c \"import pandas; pandas.read_excel('{in}', sheet_name=0, header=None, engine='xlrd').to_csv('{out}.csv', header=False, index=False)\" makes a table of its first sheet; or save the sheet as CSV in the spreadsheet",
};
pub(super) const OPEN_DOCUMENT: Foreign = Foreign {
    what: "an OpenDocument spreadsheet (.ods)",
    help: "python3 -c \"import pandas; pandas.read_excel('{in}', sheet_name=0, header=None, engine='odf').to_csv('{out}.csv', header=False, index=False)\" makes a table of its first sheet; or save the sheet as CSV in the spreadsheet",
};
pub(super) const CYTOSCAPE_SESSION: Foreign = Foreign {
    what: "a Cytoscape session (.cys)",
    help: "in Cytoscape: File > Export > Network to File, as GraphML, SIF or cyjs",
};
pub(super) const ARRAYS: Foreign = Foreign {
    what: "an archive of NumPy arrays (.npz)",
    help: "python3 -c \"import numpy; print(numpy.load('{in}').files)\" says what is in it; python3 -c \"import numpy, pandas; pandas.DataFrame(numpy.load('{in}')['NAME']).to_csv('{out}.csv')\" makes a matrix of one, to be given names",
};
pub(super) const ZIP: Foreign =
    Foreign { what: "an archive (.zip)", help: "unzip '{in}' takes out what is in it; import that" };
pub(super) const NWB: Foreign = Foreign {
    what: "NWB, which holds recordings of neurons and no network of them",
    help: "python3 -c \"import h5py; h5py.File('{in}').visit(print)\" says what is in it; if a table of links is, python3 -c \"import h5py, pandas; g = h5py.File('{in}')['NAME']; pandas.DataFrame({k: g[k][:] for k in g}).to_csv('{out}.csv', index=False)\" takes it out",
};
pub(super) const MATLAB_73: Foreign = Foreign {
    what: "a MATLAB file (.mat, version 7.3)",
    help: "in MATLAB: writetable(G.Edges, '{out}.csv') for a digraph G, writetable(array2table(A, 'VariableNames', names, 'RowNames', names), '{out}.csv', 'WriteRowNames', true) for a matrix A; or python3 -c \"import h5py; h5py.File('{in}').visit(print)\" says what is in it, and python3 -c \"import h5py, pandas; pandas.DataFrame(h5py.File('{in}')['NAME'][:].T).to_csv('{out}.csv')\" takes out a matrix",
};
pub(super) const MATLAB: Foreign = Foreign {
    what: "a MATLAB file (.mat)",
    help: "in MATLAB: writetable(G.Edges, '{out}.csv') for a digraph G; or python3 -c \"import scipy.io; print(scipy.io.whosmat('{in}'))\" says what is in it, and python3 -c \"import scipy.io, pandas; pandas.DataFrame(scipy.io.loadmat('{in}')['NAME']).to_csv('{out}.csv')\" takes out a matrix",
};
pub(super) const HDF5: Foreign = Foreign {
    what: "HDF5",
    help: "python3 -c \"import h5py; h5py.File('{in}').visit(print)\" says what is in it, and python3 -c \"import h5py, pandas; pandas.DataFrame(h5py.File('{in}')['NAME'][:]).to_csv('{out}.csv')\" takes out a matrix; for a table that pandas wrote, python3 -c \"import pandas; pandas.read_hdf('{in}').to_csv('{out}.csv', index=False)\"",
};
pub(super) const NUMPY: Foreign = Foreign {
    what: "a NumPy array (.npy)",
    help: "python3 -c \"import numpy, pandas; pandas.DataFrame(numpy.load('{in}')).to_csv('{out}.csv')\" makes a matrix of it; index=names, columns=names in DataFrame(...) give the neurons names",
};
pub(super) const PARQUET: Foreign = Foreign {
    what: "Parquet",
    help: "python3 -c \"import pandas; pandas.read_parquet('{in}').to_csv('{out}.csv', index=False)\" makes a table of it",
};
pub(super) const FEATHER: Foreign = Foreign {
    what: "Feather (Arrow)",
    help: "python3 -c \"import pandas; pandas.read_feather('{in}').to_csv('{out}.csv', index=False)\" makes a table of it",
};
pub(super) const SQLITE: Foreign = Foreign {
    what: "an SQLite database",
    help: "sqlite3 '{in}' .tables says what is in it, and sqlite3 -header -csv '{in}' \"select * from NAME\" > '{out}.csv' takes out a table",
};
pub(super) const PICKLE: Foreign = Foreign {
    what: "a pickle of Python",
    help: "if it holds a graph of networkx, and comes from someone you trust: python3 -c \"import pickle, networkx; networkx.write_graphml(pickle.load(open('{in}', 'rb')), '{out}.graphml')\"",
};
pub(super) const R_DATA: Foreign = Foreign {
    what: "data of R (.rds, .RData)",
    help: "Rscript -e \"write.csv(readRDS('{in}'), '{out}.csv', row.names = FALSE)\" makes a table of a data frame in an .rds file; igraph::write_graph(g, '{out}.graphml', 'graphml') writes a graph",
};
pub(super) const GRAPH_TOOL: Foreign = Foreign {
    what: "a graph of graph-tool (.gt)",
    help: "python3 -c \"import graph_tool; graph_tool.load_graph('{in}').save('{out}.graphml')\" makes GraphML of it",
};
pub(super) const ZSTD: Foreign = Foreign { what: "compressed by zstd", help: "unzstd '{in}' unpacks it" };
pub(super) const BZIP: Foreign =
    Foreign { what: "compressed by bzip2", help: "bunzip2 --keep '{in}' unpacks it" };
pub(super) const XZ: Foreign = Foreign { what: "compressed by xz", help: "unxz --keep '{in}' unpacks it" };
pub(super) const SEVEN: Foreign =
    Foreign { what: "a 7-Zip archive", help: "7z x '{in}' takes out what is in it; import that" };
pub(super) const PDF: Foreign = Foreign {
    what: "a PDF",
    help: "a table in it has to be typed or copied into a spreadsheet and saved as CSV; look for the paper's supplement as a table",
};
pub(super) const PICTURE: Foreign =
    Foreign { what: "a picture", help: "a network is read from a table, a matrix or a graph" };

pub(super) const NEUROML: Foreign = Foreign {
    what: "NeuroML",
    help: "python3 -c \"import csv, xml.etree.ElementTree as E; w = csv.writer(open('{out}.csv', 'w', newline='')); w.writerow(['pre', 'post', 'type', 'weight']); [w.writerow([p.get('presynapticPopulation'), p.get('postsynapticPopulation'), 'electrical' if 'electrical' in p.tag else 'chemical', sum(float(c.get('weight', 1)) for c in p)]) for p in E.parse('{in}').iter() if p.tag.endswith('rojection')]\" makes a table of its projections; cect, the C. elegans Connectome Toolbox, reads it too",
};
pub(super) const XGMML: Foreign = Foreign {
    what: "XGMML",
    help: "open it in Cytoscape: File > Import > Network from File, then File > Export > Network to File, as GraphML",
};
pub(super) const WEB_PAGE: Foreign = Foreign {
    what: "a web page (HTML), not the file behind its link",
    help: "download the file itself: on GitHub by the button Raw",
};
pub(super) const GRAPHVIZ: Foreign = Foreign {
    what: "Graphviz (DOT)",
    help: "gv2gml -o '{out}.gml' '{in}' makes GML of it; or python3 -c \"import networkx; networkx.write_graphml(networkx.nx_pydot.read_dot('{in}'), '{out}.graphml')\"",
};
pub(super) const SCENE: Foreign = Foreign {
    what: "a scene or a protocol of this program, and no network to import",
    help: "wriggle run '{in}' runs a scene; wriggle check '{in}' says what it is",
};
pub(super) const LFS: Foreign = Foreign {
    what: "a pointer of Git LFS, not the file that it stands for",
    help: "git lfs pull, in the repository that it is from, brings the file",
};
pub(super) const MATRIX_MARKET: Foreign = Foreign {
    what: "a matrix of MatrixMarket (.mtx)",
    help: "python3 -c \"import scipy.io, pandas; m = scipy.io.mmread('{in}').tocoo(); pandas.DataFrame({'pre': m.row, 'post': m.col, 'weight': m.data}).to_csv('{out}.csv', index=False)\" makes a table of links of it, by the numbers of the rows from 0",
};
pub(super) const UCINET: Foreign = Foreign {
    what: "a network of UCINET (DL)",
    help: "python3 -c \"import igraph; igraph.Graph.Read_DL('{in}').write_graphml('{out}.graphml')\" makes GraphML of it",
};
pub(super) const NETDRAW: Foreign = Foreign {
    what: "a network of NetDraw (VNA)",
    help: "in NetDraw: File > Save Data As > Pajek > Net File",
};

pub(in crate::exchange) const CX: Foreign = Foreign {
    what: "CX, as NDEx and Cytoscape write it",
    help: "in Cytoscape: File > Export > Network to File, as GraphML; or python3 -c \"import ndex2, networkx as n; n.write_graphml(ndex2.create_nice_cx_from_file('{in}').to_networkx(mode='default'), '{out}.graphml')\"",
};

/// The file's name as it may stand between quotes in a command.
fn quotable(file: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !c.is_control() && !['\'', '"', '\\', '$', '`', '!'].contains(&c);
    match file {
        // What comes by a pipe has no name.
        "" | "-" | "standard input" => "FILE".into(),
        _ if !file.chars().all(is_plain) => "FILE".into(),
        // No option.
        _ if file.starts_with('-') => format!("./{file}").into(),
        _ => file.into(),
    }
}

impl Foreign {
    /// That it is this, and what to do.
    pub(in crate::exchange) fn problem(&self, file: &Arc<str>) -> Problem {
        let name = &*quotable(file);
        let folder = name.rfind(['/', '\\']).map_or(0, |at| at + 1);
        let stem = name[folder..].find('.').filter(|at| *at > 0).map_or(name, |at| &name[..folder + at]);
        let help = self.help.replace("{in}", name).replace("{out}", stem);
        Problem::new(Place::whole(file), format!("not read: this is {}", self.what)).help(help)
    }
}
