package main

import (
	"archive/tar"
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"huiyin/engine/problem"
	"huiyin/runtime/store"
)

var uploadName = regexp.MustCompile(`^([0-9a-f]{2})/([0-9a-f]{64})$`)

// uploadHash reads the path of content in a backup: its hash, in the folder of its start.
func uploadHash(name string) (hash string, ok bool) {
	m := uploadName.FindStringSubmatch(name)
	if m == nil || !strings.HasPrefix(m[2], m[1]) {
		return "", false
	}
	return m[2], true
}

// unpacked is what a backup holds besides its database and uploads.
type unpacked struct {
	manifest
	from   string // the file
	secret string // the text of the root key's file, "" = not included
}

// inspect reads a backup to its end, checks everything in it, and unpacks its database. An archive that was cut off or
// changed is a problem: restore.not_a_backup, restore.newer, restore.damaged, restore.incomplete.
func inspect(from, database string) (a unpacked, err error) {
	a.from = from
	uploads, found := 0, false
	err = entries(from, func(name string, r io.Reader) error {
		if a.Format == 0 && name != manifestName {
			return problem.List{problem.New("restore.not_a_backup", "", "file", filepath.Base(from))}
		}
		hash, isUpload := uploadHash(strings.TrimPrefix(name, filesName+"/"))
		switch {
		case name == manifestName:
			return readManifest(r, &a.manifest, filepath.Base(from))
		case name == databaseName:
			found = true
			return unpackTo(r, database)
		case name == secretFile:
			raw, err := io.ReadAll(io.LimitReader(r, 1<<16))
			a.secret = string(raw)
			return err
		case isUpload:
			uploads++
			return intact(r, hash)
		}
		return problem.List{problem.New("restore.damaged", "", "file", name)}
	})
	if err == nil && (!found || uploads != a.Files || a.Secret != (a.secret != "")) {
		err = problem.List{problem.New("restore.incomplete", "", "file", filepath.Base(from), "found", uploads, "uploads", a.Files)}
	}
	return a, err
}

// intact reads an upload and proves that its bytes are the ones that were put in.
func intact(r io.Reader, hash string) error {
	sum := sha256.New()
	if _, err := io.Copy(sum, r); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return problem.List{problem.New("restore.damaged", "", "file", filesName+"/"+hash[:2]+"/"+hash)}
	}
	return nil
}

// place puts the uploads where they belong; about tells of each before it is put.
func (a unpacked) place(ctx context.Context, contents store.Contents, about func(hash string)) error {
	return entries(a.from, func(name string, r io.Reader) error {
		hash, isUpload := uploadHash(strings.TrimPrefix(name, filesName+"/"))
		if !isUpload {
			return nil
		}
		about(hash)
		return receive(ctx, contents, hash, r)
	})
}

// entries calls each for every entry of an archive, and reads on to the checksum at the very end.
func entries(from string, each func(name string, r io.Reader) error) error {
	file := filepath.Base(from)
	f, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return problem.List{problem.New("restore.file_missing", "", "file", from)}
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	zip, err := gzip.NewReader(f)
	if err != nil {
		return problem.List{problem.New("restore.not_a_backup", "", "file", file)}
	}
	for r := tar.NewReader(zip); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			_, err = io.Copy(io.Discard, zip)
			return torn(err, file)
		}
		if err == nil {
			err = each(h.Name, r)
		}
		if err != nil {
			return torn(err, file)
		}
	}
}

// torn says of what archives are read with in words that the file is damaged.
func torn(err error, file string) error {
	var corrupt flate.CorruptInputError
	for _, known := range []error{io.ErrUnexpectedEOF, gzip.ErrChecksum, gzip.ErrHeader, tar.ErrHeader} {
		if errors.Is(err, known) || errors.As(err, &corrupt) {
			return problem.List{problem.New("restore.damaged", "", "file", file)}
		}
	}
	return err
}

func readManifest(r io.Reader, m *manifest, file string) error {
	if err := json.NewDecoder(r).Decode(m); err != nil || m.Format < 1 {
		return problem.List{problem.New("restore.not_a_backup", "", "file", file)}
	}
	if m.Format > backupFormat {
		return problem.List{problem.New("restore.newer", "", "file", file, "format", m.Format)}
	}
	return nil
}
