package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"huiyin/engine/problem"
	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

// restore unpacks a backup where no data are yet. Everything in it is read and checked before anything is put in its
// place, and what fails later takes back what it has put: the next try meets what this one met.
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
		err = problem.List{problem.New("restore.data_there", "", "path", path)}
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
func restoreFile(ctx context.Context, cfg Config, from, path string) (m manifest, err error) {
	contents, _, err := openContents(cfg.Files, nil, time.Now)
	if err != nil {
		return m, err
	}
	if err := os.MkdirAll(cfg.DataDir(), 0o700); err != nil {
		return m, err
	}
	made := []string{path + ".part", path + ".part-wal", path + ".part-shm"}
	defer func() {
		if err == nil {
			return
		}
		for _, name := range made {
			err = errors.Join(err, removeIfThere(name))
		}
	}()
	a, err := inspect(from, path+".part")
	if err != nil {
		return m, err
	}
	if err := verify(ctx, path+".part"); err != nil {
		return m, err
	}
	secret := filepath.Join(cfg.DataDir(), secretFile)
	write, err := a.fits(secret)
	if err != nil {
		return m, err
	}
	err = a.place(ctx, contents, func(hash string) {
		if name := filepath.Join(cfg.Files, hash[:2], hash); !exists(name) {
			made = append(made, name)
		}
	})
	if err != nil {
		return m, err
	}
	if write {
		made = append(made, secret, secret+".part")
		if err := writePrivate(secret, a.secret); err != nil {
			return m, err
		}
	}
	return a.manifest, os.Rename(path+".part", path)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// restoreInto restores into the server of another store, as a move from the database in the backup.
func restoreInto(ctx context.Context, cfg Config, from string) (m manifest, err error) {
	target, err := openSide(ctx, cfg.Store, cfg.Files, true)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, target.close()) }()
	folder, err := os.MkdirTemp("", "huiyin-*")
	if err != nil {
		return m, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	path := filepath.Join(folder, databaseName)
	a, err := inspect(from, path)
	if err != nil {
		return m, err
	}
	if secret := strings.TrimSpace(a.secret); secret != "" && !slices.ContainsFunc(cfg.Secrets, func(s []byte) bool { return string(s) == secret }) {
		return m, problem.List{problem.New("restore.key_needed", "")} // such a store has no place for it
	}
	st, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return m, unsound(err)
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	way := mover{from: side{name: "backup " + filepath.Base(from), store: st}, to: target, tell: func(string, string, ...any) {}}
	if err := way.begin(ctx); err != nil {
		return m, err
	}
	if err := a.place(ctx, target.contents, func(string) {}); err != nil {
		return m, err
	}
	if err := way.copy(ctx); err != nil {
		return m, err
	}
	if _, _, err := way.verifyStore(ctx); err != nil {
		return m, err
	}
	return a.manifest, way.end(ctx)
}

// verify reads the restored database from end to end.
func verify(ctx context.Context, path string) error {
	st, err := openStore(ctx, "sqlite:"+path, sqlite.Options{})
	if err != nil {
		return unsound(err)
	}
	if checker, ok := st.(store.Checker); ok {
		err = unsound(checker.Check(ctx))
	}
	return errors.Join(err, st.Close())
}

// unsound says of a broken database that the backup is what is broken.
func unsound(err error) error {
	if errors.Is(err, store.ErrBroken) {
		return problem.List{problem.New("restore.damaged", "", "file", databaseName)}
	}
	return err
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

// fits reports whether the root key of the archive is still to be put in its place. Another one that lies there
// stays, and the restore is refused: data that it protects may lie somewhere too.
func (a unpacked) fits(path string) (write bool, err error) {
	if a.secret == "" {
		return false, nil
	}
	there, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, nil
	case err != nil:
		return false, err
	case strings.TrimSpace(string(there)) != strings.TrimSpace(a.secret):
		return false, problem.List{problem.New("restore.other_key", "", "path", path)}
	}
	return false, nil
}
