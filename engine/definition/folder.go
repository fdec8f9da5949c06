package definition

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"strings"

	"huiyin/engine/problem"
)

// folders are where the definitions of each kind live in a package; app.json lies beside them.
var folders = map[string]string{
	"forms": "form", "processes": "process", "rules": "rule", "reports": "report", "roles": "role",
	"messages": "message", "lists": "list", "views": "view", "calendars": "calendar", "connectors": "connector",
}

// elsewhere are folders of a package that hold no definitions and are read by others.
var elsewhere = map[string]bool{"scenarios": true, "demo": true, "files": true}

// ReadDir reads the package in folder dir of fsys: app.json and the *.json files of the folders of each kind. Every
// problem's pointer starts with "/" + the file's path inside the package. Besides those of Decode:
// definition.app_missing, definition.path_escape (a link or an unclean path), definition.misplaced (a kind in the
// folder of another), definition.duplicate, definition.unreadable, and the warning definition.folder_unknown.
func ReadDir(fsys fs.FS, dir string) (Bundle, problem.List) {
	r := reader{fsys: fsys, dir: dir, from: map[string]string{}}
	if !fs.ValidPath(dir) {
		return Bundle{}, problem.List{problem.New("definition.path_escape", "/", "path", dir)}
	}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return Bundle{}, problem.List{problem.New("definition.unreadable", "/", "detail", reason(err))}
	}
	found := false
	for _, entry := range entries {
		name := entry.Name()
		kind, known := folders[name]
		switch {
		case name == "app.json":
			found = true
			r.file(name, "app", entry)
		case entry.Type()&fs.ModeSymlink != 0:
			r.faults.Add("definition.path_escape", "/"+name, "path", name)
		case known && entry.IsDir():
			r.folder(name, kind)
		case entry.IsDir() && !elsewhere[name] && !strings.HasPrefix(name, "."), strings.HasSuffix(name, ".json"):
			r.faults.Warn("definition.folder_unknown", "/"+name, "name", name)
		}
	}
	if !found {
		r.faults.Add("definition.app_missing", "/app.json")
	}
	return Pack(r.all...), r.faults
}

// mark is the byte order mark that editors on Windows put before a text in UTF-8. It says nothing: a package reads the
// same with and without.
var mark = []byte("\uFEFF")

type reader struct {
	fsys   fs.FS
	dir    string
	all    []Definition
	from   map[string]string
	faults problem.List
}

func (r *reader) folder(name, kind string) {
	entries, err := fs.ReadDir(r.fsys, path.Join(r.dir, name))
	if err != nil {
		r.faults.Add("definition.unreadable", "/"+name, "detail", reason(err))
		return
	}
	for _, entry := range entries {
		file := name + "/" + entry.Name()
		switch {
		case strings.HasSuffix(file, ".json"):
			r.file(file, kind, entry)
		case entry.IsDir():
			r.faults.Warn("definition.folder_unknown", "/"+file, "name", file)
		}
	}
}

func (r *reader) file(file, kind string, entry fs.DirEntry) {
	at := "/" + file
	if !entry.Type().IsRegular() {
		r.faults.Add("definition.path_escape", at, "path", file)
		return
	}
	if info, err := entry.Info(); err == nil && info.Size() > MaxBytes {
		r.faults.Add("json.too_large", at, "max", MaxBytes, "size", info.Size())
		return
	}
	raw, err := fs.ReadFile(r.fsys, path.Join(r.dir, file))
	if err != nil {
		r.faults.Add("definition.unreadable", at, "detail", reason(err))
		return
	}
	r.text(file, kind, raw)
}

// text reads the content of a file.
func (r *reader) text(file, kind string, raw []byte) {
	at := "/" + file
	d, faults := Decode(bytes.TrimPrefix(raw, mark))
	r.faults = append(r.faults, faults.Under(at)...)
	if len(faults.Blocking()) > 0 {
		return
	}
	if d.Kind != kind {
		r.faults.Add("definition.misplaced", at+"/kind", "kind", d.Kind, "folder", path.Dir(file))
		return
	}
	if _, twice := r.from[d.Pointer()]; twice {
		r.faults.Add("definition.duplicate", at+"/key", "kind", d.Kind, "key", d.Key)
		return
	}
	r.from[d.Pointer()] = file
	r.all = append(r.all, d)
}

// ReadFiles reads a package from the contents of its files by their paths, as ReadDir does, with the same problems.
func ReadFiles(files map[string][]byte) (Bundle, problem.List) {
	r := reader{from: map[string]string{}}
	for _, name := range sortedKeys(files) {
		folder, rest, inside := strings.Cut(name, "/")
		kind, known := folders[folder]
		switch {
		case !fs.ValidPath(name) || strings.Contains(name, "\\"):
			r.faults.Add("definition.path_escape", "/"+name, "path", name)
		case name == "app.json":
			r.text(name, "app", files[name])
		case known && inside && !strings.Contains(rest, "/") && strings.HasSuffix(rest, ".json"):
			r.text(name, kind, files[name])
		case !elsewhere[folder] && !strings.HasPrefix(folder, ".") && (inside || strings.HasSuffix(name, ".json")):
			r.faults.Warn("definition.folder_unknown", "/"+name, "name", name)
		}
	}
	if _, found := files["app.json"]; !found {
		r.faults.Add("definition.app_missing", "/app.json")
	}
	return Pack(r.all...), r.faults
}

// reason drops the path of the machine from an error: the pointer says which file it is.
func reason(err error) string {
	var where *fs.PathError
	if errors.As(err, &where) {
		return where.Err.Error()
	}
	return err.Error()
}

// Files returns the package as ReadDir reads it: path inside the package → pretty JSON.
func (b Bundle) Files() map[string][]byte {
	out := map[string][]byte{}
	for _, d := range b.Definitions {
		raw, err := Pretty(canonical(tree(d)))
		if err != nil {
			continue // canonical text is strict JSON
		}
		out[fileName(d)] = raw
	}
	return out
}

func fileName(d Definition) string {
	for folder, kind := range folders {
		if kind == d.Kind {
			return folder + "/" + d.Key + ".json"
		}
	}
	if d.Kind == "app" {
		return "app.json"
	}
	return d.Kind + "/" + d.Key + ".json"
}
