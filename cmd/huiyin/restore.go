package main

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
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

// restore unpacks a backup where no data are yet. Until it is done, it can be repeated.
func restore(ctx context.Context, c *console, args []string) error {
	cfg, rest, err := configure(c, "restore", args, nil)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return c.wrong("用法：huiyin restore 文件", "usage: huiyin restore FILE")
	}
	var m manifest
	path, embedded := cfg.SQLitePath()
	if !embedded {
		m, err = restoreInto(ctx, cfg, rest[0])
	} else if _, there := os.Lstat(path); there == nil {
		err = fmt.Errorf(c.say("%s 已存在：只能恢复到空的位置", "%s exists: a backup is restored only where no data are"), path)
	} else {
		m, err = restoreFile(ctx, cfg, rest[0], path)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, c.say("已恢复 %s 的备份，附件 %d 个\n", "restored the backup of %s, %d uploads\n"), m.At.Format("2006-01-02 15:04 MST"), m.Files)
	if !m.Secret {
		fmt.Fprintln(c.out, c.say("备份不含根密钥：启动前请把 secret 文件放回数据目录，或设置 HUIYIN_SECRET",
			"the backup has no root key: put the file secret back into the data folder, or set HUIYIN_SECRET, before you start"))
	}
	return nil
}

// restoreFile restores an embedded store. The database takes its name last, after it was read through.
func restoreFile(ctx context.Context, cfg Config, from, path string) (manifest, error) {
	contents, _, err := openContents(cfg.Files, nil, time.Now)
	if err != nil {
		return manifest{}, err
	}
	if err := os.MkdirAll(cfg.DataDir(), 0o700); err != nil {
		return manifest{}, err
	}
	m, err := unpackFile(ctx, cfg, from, path+".part", contents)
	if err == nil {
		err = verify(ctx, path+".part")
	}
	if err != nil {
		return m, errors.Join(err, removeIfThere(path+".part"))
	}
	return m, os.Rename(path+".part", path)
}

// restoreInto restores into the server of another store, as a move from the database in the backup.
func restoreInto(ctx context.Context, cfg Config, from string) (m manifest, err error) {
	target, err := openSide(ctx, cfg.Store, cfg.Files, true)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, target.close()) }()
	way := mover{from: side{name: "backup " + filepath.Base(from)}, to: target, tell: func(string, string, ...any) {}}
	if err := way.begin(ctx); err != nil {
		return m, err
	}
	folder, err := os.MkdirTemp("", "huiyin-*")
	if err != nil {
		return m, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	path := filepath.Join(folder, databaseName)
	if m, err = unpackFile(ctx, cfg, from, path, target.contents); err != nil {
		return m, err
	}
	st, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	way.from.store = st
	if err := way.copy(ctx); err != nil {
		return m, err
	}
	if _, _, err := way.verifyStore(ctx); err != nil {
		return m, err
	}
	return m, way.end(ctx)
}

// verify reads the restored database from end to end.
func verify(ctx context.Context, path string) error {
	st, err := openStore(ctx, "sqlite:"+path, sqlite.Options{})
	if err != nil {
		return err
	}
	if checker, ok := st.(store.Checker); ok {
		err = checker.Check(ctx)
	}
	return errors.Join(err, st.Close())
}

func unpackFile(ctx context.Context, cfg Config, from, database string, contents store.Contents) (manifest, error) {
	f, err := os.Open(from)
	if err != nil {
		return manifest{}, err
	}
	defer func() { _ = f.Close() }()
	zip, err := gzip.NewReader(f)
	if err != nil {
		return manifest{}, fmt.Errorf("%s is not a backup: %w", from, err)
	}
	m, err := unpack(ctx, tar.NewReader(zip), cfg, database, contents)
	if err != nil {
		return m, err
	}
	_, err = io.Copy(io.Discard, zip) // to the checksum at the very end
	return m, err
}

// unpack reads the archive to its end; an archive that was cut off is an error.
func unpack(ctx context.Context, r *tar.Reader, cfg Config, database string, contents store.Contents) (m manifest, err error) {
	files, found := 0, false
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return m, err
		}
		if m.Format == 0 && h.Name != manifestName {
			return m, errors.New("not a backup: its manifest is missing")
		}
		hash, isUpload := uploadHash(strings.TrimPrefix(h.Name, filesName+"/"))
		switch {
		case h.Name == manifestName:
			err = readManifest(r, &m)
		case h.Name == databaseName:
			found, err = true, unpackTo(r, database)
		case h.Name == secretFile:
			err = restoreSecret(r, cfg)
		case isUpload:
			files++
			err = receive(ctx, contents, hash, r)
		default:
			err = fmt.Errorf("unexpected entry %q", h.Name)
		}
		if err != nil {
			return m, err
		}
	}
	if !found || files != m.Files {
		return m, fmt.Errorf("the backup is incomplete: database %t, %d of %d uploads", found, files, m.Files)
	}
	return m, nil
}

func readManifest(r io.Reader, m *manifest) error {
	if err := json.NewDecoder(r).Decode(m); err != nil {
		return err
	}
	if m.Format < 1 || m.Format > backupFormat {
		return fmt.Errorf("backup format %d: a newer program wrote it", m.Format)
	}
	return nil
}

func unpackTo(r io.Reader, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// restoreSecret puts the root key in place; another key that is already there stays, and the restore is refused. Where
// keys have no place beside the data, the right one must be given.
func restoreSecret(r io.Reader, cfg Config) error {
	raw, err := io.ReadAll(io.LimitReader(r, 1<<16))
	if err != nil {
		return err
	}
	secret := strings.TrimSpace(string(raw))
	if _, embedded := cfg.SQLitePath(); !embedded {
		if slices.ContainsFunc(cfg.Secrets, func(s []byte) bool { return string(s) == secret }) {
			return nil
		}
		return errors.New("give the root key of the backup as HUIYIN_SECRET: it is the file secret in the archive")
	}
	path := filepath.Join(cfg.DataDir(), secretFile)
	there, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return writePrivate(path, string(raw))
	case err != nil:
		return err
	case strings.TrimSpace(string(there)) != secret:
		return fmt.Errorf("%s holds another root key than the backup", path)
	}
	return nil
}
