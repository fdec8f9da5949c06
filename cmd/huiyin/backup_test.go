package main

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/runtime"
)

// installation is a data folder with its console.
type installation struct {
	t   *testing.T
	dir string
}

func (i installation) run(code int, args ...string) string {
	i.t.Helper()
	c, out, err := consoleWith(map[string]string{"LANG": "en_US.UTF-8", "HUIYIN_STORE": "sqlite:" + filepath.Join(i.dir, "huiyin.db"),
		"HUIYIN_FILES": filepath.Join(i.dir, "files")})
	c.in = strings.NewReader("a good password\n")
	if got := run(i.t.Context(), c, args); got != code {
		i.t.Fatalf("huiyin %v: exit code %d instead of %d: %s%s", args, got, code, out, err)
	}
	return out.String() + err.String()
}

func TestBackupAndRestore(t *testing.T) {
	old, fresh := installation{t, t.TempDir()}, installation{t, t.TempDir()}
	if said := old.run(exitOK, "user", "add", "mei", "李梅", "--admin"); !strings.Contains(said, "mei password: ") {
		t.Errorf("the drawn password is not told: %s", said)
	}
	old.run(exitOK, "user", "password", "mei", "--password-stdin")
	book := runtime.Folder{Dir: filepath.Join(old.dir, "files")}
	sum := sha256.Sum256([]byte("picture"))
	content := hex.EncodeToString(sum[:])
	if err := os.MkdirAll(filepath.Join(book.Dir, content[:2]), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(book.Dir, content[:2], content), []byte("picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(t.TempDir(), "backup.tar.gz")
	if said := old.run(exitOK, "backup", target); !strings.Contains(said, "without the root key") || !strings.Contains(said, "1 uploads") {
		t.Error(said)
	}
	old.run(exitFailed, "backup", target) // never overwrites
	old.run(exitFailed, "restore", target)

	if said := fresh.run(exitOK, "restore", target); !strings.Contains(said, "HUIYIN_SECRET") {
		t.Errorf("the missing root key is not mentioned: %s", said)
	}
	fresh.run(exitFailed, "user", "list") // the key is missing
	key, err := os.ReadFile(filepath.Join(old.dir, secretFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(fresh.dir, secretFile), key, 0o600); err != nil {
		t.Fatal(err)
	}
	if said := fresh.run(exitOK, "user", "list"); !strings.Contains(said, "李梅") || !strings.Contains(said, "administrator") {
		t.Errorf("the user is not in the restored store: %s", said)
	}
	if raw, err := os.ReadFile(filepath.Join(fresh.dir, "files", content[:2], content)); err != nil || string(raw) != "picture" {
		t.Errorf("upload: %q %v", raw, err)
	}
}

// Commands that only look make nothing where there is nothing, and say where they looked.
func TestReadingCommandsMakeNothing(t *testing.T) {
	place := installation{t, t.TempDir()}
	for _, command := range []string{"user", "role", "department"} {
		if said := place.run(exitFailed, command, "list"); !strings.Contains(said, "store.no_data") || !strings.Contains(said, place.dir) {
			t.Errorf("%s: %s", command, said)
		}
	}
	if left, err := os.ReadDir(place.dir); err != nil || len(left) > 0 {
		t.Errorf("they made %v (%v)", left, err)
	}
}

// A move looks whether the uploads are there before it makes anything, as a backup does and in the same words.
func TestMoveWithoutTheUploadsIsRefused(t *testing.T) {
	r := boot(t)
	if _, err := r.s.API.Files.Save(t.Context(), runtime.FileInfo{Name: "a.txt"}, strings.NewReader("a photo")); err != nil {
		t.Fatal(err)
	}
	path, _ := r.s.Config.SQLitePath()
	m, elsewhere, target := moved{t: t}, filepath.Join(t.TempDir(), "elsewhere"), filepath.Join(t.TempDir(), "new.db")
	if said := m.move(exitFailed, "sqlite:"+path, elsewhere, "sqlite:"+target, ""); !strings.Contains(said, "names 1 uploads that are not in "+elsewhere) || !strings.Contains(said, "--from-files") {
		t.Error(said)
	}
	if _, err := os.Stat(target); !os.IsNotExist(err) {
		t.Errorf("a refused move left a store: %v", err)
	}
	c, out, errs := consoleWith(map[string]string{"LANG": "en_US.UTF-8"})
	if got := run(t.Context(), c, []string{"move", "--from", "sqlite:" + path, "--from-files", elsewhere, "--to", "sqlite:" + target, "--incomplete"}); got != exitOK ||
		!strings.Contains(errs.String(), "--from-files") || !strings.Contains(out.String(), "0 uploads") {
		t.Errorf("without them on purpose: exit code %d: %s%s", got, out, errs)
	}
	m.move(exitOK, "sqlite:"+path, r.s.Config.Files, "sqlite:"+filepath.Join(t.TempDir(), "again.db"), filepath.Join(t.TempDir(), "files"))
}

// A backup that looks for uploads in another folder than the server keeps them in is refused, names the setting and
// leaves nothing behind; one that is made without them on purpose does not count as a backup.
func TestBackupWithoutTheUploadsIsRefused(t *testing.T) {
	r := boot(t)
	info, err := r.s.API.Files.Save(t.Context(), runtime.FileInfo{Name: "a.txt"}, strings.NewReader("a photo"))
	if err != nil {
		t.Fatal(err)
	}
	path, _ := r.s.Config.SQLitePath()
	env := map[string]string{"LANG": "en_US.UTF-8", "HUIYIN_STORE": "sqlite:" + path, "HUIYIN_FILES": filepath.Join(t.TempDir(), "elsewhere")}
	folder := t.TempDir()
	back := func(code int, args ...string) string {
		t.Helper()
		c, out, errs := consoleWith(env)
		if got := run(t.Context(), c, append([]string{"backup"}, args...)); got != code {
			t.Fatalf("%v: exit code %d: %s%s", args, got, out, errs)
		}
		return out.String() + errs.String()
	}
	noted := func() bool {
		at, err := lastBackup(t.Context(), r.s.Store)
		if err != nil {
			t.Fatal(err)
		}
		return at != nil
	}
	if said := back(exitFailed, filepath.Join(folder, "a")); !strings.Contains(said, "HUIYIN_FILES") || !strings.Contains(said, "names 1 uploads") {
		t.Error(said)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 || noted() {
		t.Errorf("a refused backup left %v, noted %t (%v)", left, noted(), err)
	}
	if said := back(exitOK, "--incomplete", filepath.Join(folder, "b")); !strings.Contains(said, "HUIYIN_FILES") || noted() {
		t.Errorf("an incomplete backup counts as one: %s", said)
	}
	env["HUIYIN_FILES"] = r.s.Config.Files
	if said := back(exitOK, filepath.Join(folder, "c")); !strings.Contains(said, "1 uploads") || !noted() {
		t.Errorf("the backup of %s: %s", info.ID, said)
	}
}

func TestBackupWithTheRootKeyIsWhole(t *testing.T) {
	old, fresh := installation{t, t.TempDir()}, installation{t, t.TempDir()}
	old.run(exitOK, "user", "add", "wei", "王伟")
	target := filepath.Join(t.TempDir(), "backup.tar.gz")
	if said := old.run(exitOK, "backup", "--with-secret", target); !strings.Contains(said, "with the root key") {
		t.Error(said)
	}
	fresh.run(exitOK, "restore", target)
	if said := fresh.run(exitOK, "user", "list"); !strings.Contains(said, "王伟") {
		t.Error(said)
	}
}

func TestCutOffBackupIsRefused(t *testing.T) {
	old, fresh := installation{t, t.TempDir()}, installation{t, t.TempDir()}
	old.run(exitOK, "user", "add", "wei", "王伟")
	target := filepath.Join(t.TempDir(), "backup.tar.gz")
	old.run(exitOK, "backup", target)
	raw, err := os.ReadFile(target)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 10, len(raw) / 2, len(raw) - 9} {
		if err := os.WriteFile(target, raw[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		fresh.run(exitFailed, "restore", target)
		if _, err := os.Stat(filepath.Join(fresh.dir, "huiyin.db")); err == nil {
			t.Fatalf("a backup cut off at %d of %d bytes was restored", n, len(raw))
		}
	}
}

// A backup of MongoDB is restored into MongoDB and into SQLite, with the uploads, and never over data.
func TestBackupOfMongoDB(t *testing.T) {
	m := lived(t)
	address, again := fresh(t), fresh(t)
	m.move(exitOK, m.address, m.files, address, inDatabase)
	folder := t.TempDir()
	target, embedded, files := filepath.Join(folder, "backup.tar.gz"), "sqlite:"+filepath.Join(folder, "huiyin.db"), filepath.Join(folder, "files")
	do := func(code int, store, files string, args ...string) string {
		t.Helper()
		c, out, err := consoleWith(map[string]string{"LANG": "en_US.UTF-8", "HUIYIN_STORE": store, "HUIYIN_FILES": files, "HUIYIN_SECRET": m.secret})
		if got := run(t.Context(), c, args); got != code {
			t.Fatalf("huiyin %v: exit code %d instead of %d: %s%s", args, got, code, out, err)
		}
		return out.String() + err.String()
	}
	if said := do(exitOK, address, "", "backup", target); !strings.Contains(said, "2 uploads") {
		t.Error(said)
	}
	do(exitFailed, address, "", "backup", "--with-secret", target+".2")
	do(exitFailed, address, "", "restore", target)
	do(exitOK, again, "", "restore", target)
	do(exitOK, embedded, files, "restore", target)
	for _, to := range []struct{ address, files string }{{again, inDatabase}, {embedded, files}} {
		if err := m.mover(address, inDatabase, to.address, to.files).verify(t.Context()); err != nil {
			t.Errorf("%s: %v", storeName(to.address), err)
		}
		if got, err := m.start(to.address, to.files); err != nil || len(got) == 0 {
			t.Errorf("%s: %v %v", storeName(to.address), got, err)
		}
	}
	if left, err := filepath.Glob(target + ".*"); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
