package builder

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

// Limits of what is imported.
const (
	maxFiles    = 3000
	maxUnpacked = 32 << 20
	maxRatio    = 200     // unpacked to packed
	smallParcel = 4 << 20 // below this nobody asks for the ratio
)

// Zip packs a bundle as readable JSON files in the folders of a package. Equal bundles give equal bytes.
func Zip(b definition.Bundle) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	files := b.Files()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		head := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		f, err := w.CreateHeader(head)
		if err == nil {
			_, err = f.Write(files[name])
		}
		if err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

// Parcel is what somebody imports. Whole says that it is a whole app, not some definitions of one.
type Parcel struct {
	Bundle definition.Bundle
	Whole  bool
}

// Unpack reads a zip with the folders of a package, one definition, or an array of definitions, by how it begins. Every
// fault is returned at once, with the path of the file or the place in the array before its pointer. Problems: import.*,
// definition.* and those of definition.Decode.
func Unpack(raw []byte) (Parcel, problem.List) {
	text := bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\uFEFF")))
	switch {
	case len(text) == 0:
		return Parcel{}, problem.List{problem.New("import.empty", "")}
	case bytes.HasPrefix(raw, []byte("PK")):
		return unzip(raw)
	case text[0] == '[':
		return unpackList(text)
	}
	d, problems := definition.Decode(text)
	return Parcel{Bundle: definition.Pack(d)}, problems
}

func unpackList(text []byte) (Parcel, problem.List) {
	if _, problems := schema.Decode(text, schema.Limit{Bytes: maxUnpacked, Depth: definition.MaxDepth + 1}); problems.Err() != nil {
		return Parcel{}, problems
	}
	var each []json.RawMessage
	if err := json.Unmarshal(text, &each); err != nil || len(each) == 0 {
		return Parcel{}, problem.List{problem.New("import.empty", "")}
	}
	var all []definition.Definition
	var problems problem.List
	seen := map[string]bool{}
	for i, one := range each {
		d, faults := definition.Decode(one)
		if len(faults.Blocking()) == 0 && seen[d.Pointer()] {
			faults.Add("definition.duplicate", "/key", "kind", d.Kind, "key", d.Key)
		}
		seen[d.Pointer()] = true
		problems = append(problems, faults.Under(problem.Pointer(i))...)
		all = append(all, d)
	}
	return Parcel{Bundle: definition.Pack(all...)}, problems
}

func unzip(raw []byte) (Parcel, problem.List) {
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return Parcel{}, problem.List{problem.New("import.not_zip", "")}
	}
	if len(r.File) > maxFiles {
		return Parcel{}, problem.List{problem.New("import.too_many_files", "", "count", len(r.File), "max", maxFiles)}
	}
	files, problems := contents(r.File, len(raw))
	if problems.Err() != nil {
		return Parcel{}, problems
	}
	b, problems := definition.ReadFiles(unwrapped(files))
	return Parcel{Bundle: b, Whole: true}, problems
}

// contents unpacks the files of an archive, believing nothing that it says about their sizes.
func contents(list []*zip.File, packed int) (map[string][]byte, problem.List) {
	var problems problem.List
	out, total := map[string][]byte{}, 0
	for _, f := range list {
		name := strings.TrimSuffix(f.Name, "/")
		if !fs.ValidPath(name) || strings.Contains(name, "\\") || f.Mode()&fs.ModeType&^fs.ModeDir != 0 {
			problems.Add("definition.path_escape", "/"+f.Name, "path", f.Name)
			continue
		}
		if f.FileInfo().IsDir() || strings.HasPrefix(name, "__MACOSX/") {
			continue
		}
		if _, twice := out[name]; twice {
			problems.Add("definition.duplicate", "/"+name, "kind", "file", "key", name)
			continue
		}
		content, err := content(f)
		if err != nil {
			problems.Add("import.not_zip", "/"+name)
			continue
		}
		if len(content) > definition.MaxBytes {
			problems.Add("json.too_large", "/"+name, "max", definition.MaxBytes, "size", f.UncompressedSize64)
			continue
		}
		out[name] = content
		total += len(content)
		if total > maxUnpacked {
			return nil, problem.List{problem.New("import.too_large", "", "max", maxUnpacked>>20)}
		}
		if total > smallParcel && total > packed*maxRatio {
			return nil, problem.List{problem.New("import.ratio", "")}
		}
	}
	return out, problems
}

// content reads a file up to one byte more than a definition may have.
func content(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	return io.ReadAll(io.LimitReader(r, definition.MaxBytes+1))
}

// unwrapped takes the folder away that people often pack with what is in it.
func unwrapped(files map[string][]byte) map[string][]byte {
	if _, ok := files["app.json"]; ok || len(files) == 0 {
		return files
	}
	out, wrap := map[string][]byte{}, ""
	for name, content := range files {
		folder, rest, inside := strings.Cut(name, "/")
		if !inside || wrap != "" && folder != wrap {
			return files
		}
		wrap, out[rest] = folder, content
	}
	if _, ok := out["app.json"]; !ok {
		return files
	}
	return out
}
