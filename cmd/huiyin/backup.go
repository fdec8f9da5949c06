package main

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

// backupFormat is raised when older programs could no longer restore what is written.
const backupFormat = 1

// manifest is the first entry of a backup: it says what is in it.
type manifest struct {
	Format  int       `json:"format"`
	Version string    `json:"version"`
	At      time.Time `json:"at"`
	Files   int       `json:"files"`
	Missing int       `json:"missing,omitempty"` // uploads the database names whose content was not found
	Secret  bool      `json:"secret"`            // the root key is included: whoever has the backup can read everything
}

// The names inside a backup.
const (
	manifestName = "manifest.json"
	databaseName = "huiyin.db"
	filesName    = "files"
)

// backup copies a store and its uploads into one file, whichever kind of store it is: the file can be restored into
// either. A server may go on working meanwhile: uploads are never changed, so those copied after the store contain
// every one the store names.
func backup(ctx context.Context, c *console, args []string) error {
	var withSecret, incomplete bool
	cfg, rest, err := configure(c, "backup", args, func(set *flag.FlagSet) {
		set.BoolVar(&withSecret, "with-secret", false, c.say("把根密钥也放进备份", "include the root key"))
		set.BoolVar(&incomplete, "incomplete", false, c.say("附件已丢失时，不带这些附件也备份（不算作一次完整备份）",
			"back up although uploads are lost, without them (it counts as no backup)"))
	})
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return c.wrong("用法：huiyin backup 文件", "usage: huiyin backup FILE")
	}
	path, embedded := cfg.SQLitePath()
	if withSecret && !embedded {
		return problem.List{problem.New("backup.no_key_here", "")}
	}
	if embedded && !exists(path) {
		return problem.List{problem.New("backup.no_data", "", "path", path)}
	}
	if exists(rest[0]) {
		return problem.List{problem.New("backup.exists", "", "file", rest[0])}
	}
	m, err := writeBackup(ctx, cfg, rest[0], withSecret, incomplete)
	if err != nil {
		return errors.Join(err, removeIfThere(rest[0]+".part"))
	}
	key := c.say("不含根密钥，请另行保管", "without the root key: keep that in another place")
	if m.Secret {
		key = c.say("含根密钥", "with the root key")
	}
	_, err = fmt.Fprintf(c.out, c.say("已备份到 %s：附件 %d 个，%s\n", "backed up to %s: %d uploads, %s\n"), rest[0], m.Files, key)
	if m.Missing > 0 && err == nil {
		printProblems(c, c.err, "", problem.List{missing("HUIYIN_FILES", cfg.Files, m.Missing)})
	}
	return err
}

// missing says that the database names uploads that are not where they were looked for, and which setting says where.
func missing(setting, place string, count int) problem.Problem {
	return problem.New("store.uploads_missing", "", "count", count, "place", place, "setting", setting)
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// writeBackup writes target so that it appears only when it is whole. Uploads that are missing are the problem
// store.uploads_missing unless it may be incomplete; then the installation still waits for its backup.
func writeBackup(ctx context.Context, cfg Config, target string, withSecret, incomplete bool) (m manifest, err error) {
	st, err := openStore(ctx, cfg.Store, sqlite.Options{})
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	a := archive{cfg: cfg, database: target + ".db.part"}
	defer func() { _ = removeIfThere(a.database) }()
	if a.contents, _, err = openContents(cfg.Files, st, time.Now); err != nil {
		return m, err
	}
	if err := removeIfThere(a.database); err != nil {
		return m, err
	}
	if err := copyDatabase(ctx, st, storeName(cfg.Store), a.database); err != nil {
		return m, err
	}
	var lost int
	if a.uploads, lost, err = listUploads(ctx, st, a.contents); err != nil {
		return m, err
	}
	m = manifest{Format: backupFormat, Version: release(), At: time.Now().UTC(), Files: len(a.uploads), Missing: lost, Secret: withSecret}
	if m.Missing > 0 && !incomplete {
		return m, problem.List{missing("HUIYIN_FILES", cfg.Files, m.Missing)}
	}
	if err := a.write(target, m); err != nil || m.Missing > 0 {
		return m, err
	}
	return m, noteBackup(ctx, st, m.At)
}

// listUploads returns the hashes of the uploads that are there, and counts those that the database names and whose
// content is not: another folder than the server's was looked at, or the content is gone.
func listUploads(ctx context.Context, st store.Store, contents store.Contents) (uploads []string, lost int, err error) {
	there := map[string]bool{}
	err = contents.Each(ctx, func(hash string) error {
		uploads, there[hash] = append(uploads, hash), true
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	err = st.Scan(ctx, runtime.Files, query.Condition{}, func(d store.Document) error {
		var f runtime.FileInfo
		if err := json.Unmarshal(d.Body, &f); err != nil || f.Dropped != nil || there[f.Hash] {
			return err
		}
		content, err := contents.Open(f.Hash)
		if errors.Is(err, store.ErrNotFound) {
			lost++
			return nil
		}
		if err != nil {
			return err
		}
		return content.Close() // it came after the others were listed
	})
	return uploads, lost, err
}

// write packs the archive beside target and renames it when it is whole and on the disk.
func (a archive) write(target string, m manifest) error {
	out, err := os.OpenFile(target+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	err = a.pack(out, m)
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	return os.Rename(target+".part", target)
}

// copyDatabase writes the documents and counters into a SQLite file. A store that cannot copy itself at one moment is
// read document by document, and once more for what has changed meanwhile.
func copyDatabase(ctx context.Context, st store.Store, name, to string) error {
	if from, ok := st.(store.Backuper); ok {
		return from.Backup(ctx, to)
	}
	from, ok := st.(store.Carrier)
	if !ok {
		return errors.New("this store cannot be copied")
	}
	into, err := sqlite.Open(ctx, to, sqlite.Options{Scratch: true})
	if err != nil {
		return err
	}
	m := mover{from: side{name: name, store: from}, to: side{name: to, store: into}, tell: func(string, string, ...any) {}}
	for range 2 {
		if err == nil {
			err = m.copy(ctx)
		}
	}
	return errors.Join(err, into.Close())
}

// archive is what goes into a backup.
type archive struct {
	cfg      Config
	database string
	contents store.Contents
	uploads  []string // hashes
}

// pack writes the archive: manifest, database, uploads, and the root key when asked for.
func (a archive) pack(out io.Writer, m manifest) error {
	zip := gzip.NewWriter(out)
	w := tar.NewWriter(zip)
	head, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := packBytes(w, manifestName, head); err != nil {
		return err
	}
	if err := packFile(w, databaseName, a.database); err != nil {
		return err
	}
	for _, hash := range a.uploads {
		if err := a.packContent(w, hash); err != nil {
			return err
		}
	}
	if m.Secret {
		if err := packFile(w, secretFile, filepath.Join(a.cfg.DataDir(), secretFile)); err != nil {
			return err
		}
	}
	return errors.Join(w.Close(), zip.Close())
}

// packContent writes an upload. Its size must be known first, so one that streams is put into a file.
func (a archive) packContent(w *tar.Writer, hash string) error {
	content, err := a.contents.Open(hash)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	name := filesName + "/" + hash[:2] + "/" + hash
	if f, ok := content.(*os.File); ok {
		return packFile(w, name, f.Name())
	}
	spool, err := os.CreateTemp("", "huiyin-*")
	if err != nil {
		return err
	}
	defer func() { _ = removeIfThere(spool.Name()) }()
	_, err = io.Copy(spool, content)
	if err = errors.Join(err, spool.Close()); err != nil {
		return err
	}
	return packFile(w, name, spool.Name())
}

func packBytes(w *tar.Writer, name string, content []byte) error {
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(content))}); err != nil {
		return err
	}
	_, err := w.Write(content)
	return err
}

func packFile(w *tar.Writer, name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size(), ModTime: info.ModTime()}); err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return err
}
