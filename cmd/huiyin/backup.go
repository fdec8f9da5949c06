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
	Secret  bool      `json:"secret"` // the root key is included: whoever has the backup can read everything
}

// The names inside a backup.
const (
	manifestName = "manifest.json"
	databaseName = "huiyin.db"
	filesName    = "files"
)

// backup copies an embedded store and its uploads into one file. A server may go on working meanwhile: uploads are
// never changed, so those copied after the store contain every one the store names.
func backup(ctx context.Context, c *console, args []string) error {
	var withSecret bool
	cfg, rest, err := configure(c, "backup", args, func(set *flag.FlagSet) {
		set.BoolVar(&withSecret, "with-secret", false, c.say("把根密钥也放进备份", "include the root key"))
	})
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return c.wrong("用法：huiyin backup 文件", "usage: huiyin backup FILE")
	}
	path, embedded := cfg.SQLitePath()
	if !embedded {
		return errors.New(c.say("此存储请用它自己的工具备份", "back this store up with its own tools"))
	}
	if _, err := os.Stat(path); err != nil {
		return err
	}
	if _, err := os.Lstat(rest[0]); err == nil {
		return fmt.Errorf("%s: %w", rest[0], fs.ErrExist)
	}
	m, err := writeBackup(ctx, cfg, rest[0], withSecret)
	if err != nil {
		return errors.Join(err, removeIfThere(rest[0]+".part"))
	}
	key := c.say("不含根密钥，请另行保管", "without the root key: keep that in another place")
	if m.Secret {
		key = c.say("含根密钥", "with the root key")
	}
	_, err = fmt.Fprintf(c.out, c.say("已备份到 %s：附件 %d 个，%s\n", "backed up to %s: %d uploads, %s\n"), rest[0], m.Files, key)
	return err
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// writeBackup writes target so that it appears only when it is whole.
func writeBackup(ctx context.Context, cfg Config, target string, withSecret bool) (manifest, error) {
	copied := target + ".db.part"
	defer func() { _ = removeIfThere(copied) }()
	if err := copyDatabase(ctx, cfg, copied); err != nil {
		return manifest{}, err
	}
	uploads, err := listUploads(cfg.Files)
	if err != nil {
		return manifest{}, err
	}
	m := manifest{Format: backupFormat, Version: version, At: time.Now().UTC(), Files: len(uploads), Secret: withSecret}
	out, err := os.OpenFile(target+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return m, err
	}
	err = pack(out, m, cfg, copied, uploads)
	if err == nil {
		err = out.Sync()
	}
	if end := out.Close(); err == nil {
		err = end
	}
	if err != nil {
		return m, err
	}
	return m, os.Rename(target+".part", target)
}

func copyDatabase(ctx context.Context, cfg Config, to string) error {
	st, err := openStore(ctx, cfg.Store, sqlite.Options{})
	if err != nil {
		return err
	}
	if err := removeIfThere(to); err != nil {
		return errors.Join(err, st.Close())
	}
	from, ok := st.(store.Backuper)
	if !ok {
		return errors.Join(errors.New("this store cannot copy itself"), st.Close())
	}
	return errors.Join(from.Backup(ctx, to), st.Close())
}

// listUploads lists the content files, as paths inside dir.
func listUploads(dir string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err == nil && d.Type().IsRegular() && validUpload(filepath.ToSlash(name)) {
			out = append(out, filepath.ToSlash(name))
		}
		return err
	})
	return out, err
}

// pack writes the archive: manifest, database, uploads, and the root key when asked for.
func pack(out io.Writer, m manifest, cfg Config, database string, uploads []string) error {
	zip := gzip.NewWriter(out)
	w := tar.NewWriter(zip)
	head, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := packBytes(w, manifestName, head); err != nil {
		return err
	}
	if err := packFile(w, databaseName, database); err != nil {
		return err
	}
	for _, name := range uploads {
		if err := packFile(w, filesName+"/"+name, filepath.Join(cfg.Files, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	if m.Secret {
		if err := packFile(w, secretFile, filepath.Join(cfg.DataDir(), secretFile)); err != nil {
			return err
		}
	}
	return errors.Join(w.Close(), zip.Close())
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
