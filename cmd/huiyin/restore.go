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
	"strings"

	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

var uploadName = regexp.MustCompile(`^([0-9a-f]{2})/([0-9a-f]{64})$`)

// validUpload reports whether a path names content the way uploads are stored: by hash, in the folder of its start.
func validUpload(name string) bool {
	m := uploadName.FindStringSubmatch(name)
	return m != nil && strings.HasPrefix(m[2], m[1])
}

// restore unpacks a backup where no data are yet. The database takes its name last, after it was read through: until
// then the restore can be repeated.
func restore(ctx context.Context, c *console, args []string) error {
	cfg, rest, err := configure(c, "restore", args, nil)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return c.wrong("用法：huiyin restore 文件", "usage: huiyin restore FILE")
	}
	path, embedded := cfg.SQLitePath()
	if !embedded {
		return errors.New(c.say("此存储请用它自己的工具恢复", "restore this store with its own tools"))
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf(c.say("%s 已存在：只能恢复到空的位置", "%s exists: a backup is restored only where no data are"), path)
	}
	m, err := unpackFile(cfg, rest[0], path+".part")
	if err == nil {
		err = verify(ctx, path+".part")
	}
	if err != nil {
		return errors.Join(err, removeIfThere(path+".part"))
	}
	if err := os.Rename(path+".part", path); err != nil {
		return err
	}
	fmt.Fprintf(c.out, c.say("已恢复 %s 的备份，附件 %d 个\n", "restored the backup of %s, %d uploads\n"), m.At.Format("2006-01-02 15:04 MST"), m.Files)
	if !m.Secret {
		fmt.Fprintln(c.out, c.say("备份不含根密钥：启动前请把 secret 文件放回数据目录，或设置 HUIYIN_SECRET",
			"the backup has no root key: put the file secret back into the data folder, or set HUIYIN_SECRET, before you start"))
	}
	return nil
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

func unpackFile(cfg Config, from, database string) (manifest, error) {
	f, err := os.Open(from)
	if err != nil {
		return manifest{}, err
	}
	defer func() { _ = f.Close() }()
	zip, err := gzip.NewReader(f)
	if err != nil {
		return manifest{}, fmt.Errorf("%s is not a backup: %w", from, err)
	}
	if err := os.MkdirAll(cfg.DataDir(), 0o700); err != nil {
		return manifest{}, err
	}
	m, err := unpack(tar.NewReader(zip), cfg, database)
	if err != nil {
		return m, err
	}
	_, err = io.Copy(io.Discard, zip) // to the checksum at the very end
	return m, err
}

// unpack reads the archive to its end; an archive that was cut off is an error.
func unpack(r *tar.Reader, cfg Config, database string) (m manifest, err error) {
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
		upload, isUpload := strings.CutPrefix(h.Name, filesName+"/")
		switch {
		case h.Name == manifestName:
			err = readManifest(r, &m)
		case h.Name == databaseName:
			found, err = true, unpackTo(r, database)
		case h.Name == secretFile:
			err = restoreSecret(r, filepath.Join(cfg.DataDir(), secretFile))
		case isUpload && validUpload(upload):
			files++
			err = unpackTo(r, filepath.Join(cfg.Files, filepath.FromSlash(upload)))
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

// restoreSecret puts the root key in place; another key that is already there stays, and the restore is refused.
func restoreSecret(r io.Reader, path string) error {
	raw, err := io.ReadAll(io.LimitReader(r, 1<<16))
	if err != nil {
		return err
	}
	there, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return writePrivate(path, string(raw))
	case err != nil:
		return err
	case strings.TrimSpace(string(there)) != strings.TrimSpace(string(raw)):
		return fmt.Errorf("%s holds another root key than the backup", path)
	}
	return nil
}
