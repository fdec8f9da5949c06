package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// entry is a file in an archive.
type entry struct {
	name    string
	content []byte
}

// rewritten is a copy of an archive with other entries.
func rewritten(t *testing.T, from string, change func([]entry) []entry) string {
	t.Helper()
	var list []entry
	if err := entries(from, func(name string, r io.Reader) error {
		content, err := io.ReadAll(r)
		list = append(list, entry{name, content})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	zip := gzip.NewWriter(&b)
	w := tar.NewWriter(zip)
	for _, e := range change(list) {
		if err := packBytes(w, e.name, e.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "changed.tar.gz")
	if err := os.WriteFile(to, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

// left lists the files in a data folder.
func (i installation) left() []string {
	i.t.Helper()
	var out []string
	if err := filepath.WalkDir(i.dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, path)
		}
		return err
	}); err != nil {
		i.t.Fatal(err)
	}
	return out
}

// backedUp is an installation with an upload, and its backup with the root key.
func backedUp(t *testing.T, name string) string {
	t.Helper()
	i := installation{t, t.TempDir()}
	i.run(exitOK, "user", "add", name, "某人")
	const hash = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae" // of "foo"
	if err := os.MkdirAll(filepath.Join(i.dir, "files", hash[:2]), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(i.dir, "files", hash[:2], hash), []byte("foo"), 0o600); err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(t.TempDir(), "backup.tar.gz")
	i.run(exitOK, "backup", "--with-secret", target)
	return target
}

// A restore that fails leaves nothing behind, says why in the reader's language, and does not stand in the way of the
// next one, also of another installation's backup.
func TestAFailedRestoreLeavesNothing(t *testing.T) {
	bad, good := backedUp(t, "wei"), backedUp(t, "mei")
	without := func(name string) func([]entry) []entry {
		return func(list []entry) []entry {
			return slices.DeleteFunc(list, func(e entry) bool { return strings.HasPrefix(e.name, name) })
		}
	}
	with := func(name string, change func([]byte) []byte) func([]entry) []entry {
		return func(list []entry) []entry {
			for i, e := range list {
				if strings.HasPrefix(e.name, name) {
					list[i].content = change(e.content)
				}
			}
			return list
		}
	}
	fresh := installation{t, t.TempDir()}
	say := func(lang, file string) string {
		c, out, err := consoleWith(map[string]string{"LANG": lang, "HUIYIN_STORE": "sqlite:" + filepath.Join(fresh.dir, "huiyin.db"), "HUIYIN_FILES": filepath.Join(fresh.dir, "files")})
		if got := run(t.Context(), c, []string{"restore", file}); got != exitFailed {
			t.Fatalf("exit code %d: %s%s", got, out, err)
		}
		return err.String()
	}
	for name, c := range map[string]struct {
		change   func([]entry) []entry
		zh, code string
	}{
		"database":  {with(databaseName, func(b []byte) []byte { return append([]byte("no database"), b[11:]...) }), "备份已损坏或不完整", "restore.damaged"},
		"upload":    {with(filesName, func(b []byte) []byte { return []byte("bar") }), "备份已损坏或不完整", "restore.damaged"},
		"no upload": {without(filesName), "不完整：附件应有 1 个，只有 0 个", "restore.incomplete"},
		"no key":    {without(secretFile), "不完整", "restore.incomplete"},
		"format":    {with(manifestName, func(b []byte) []byte { return bytes.Replace(b, []byte(`"format": 1`), []byte(`"format": 9`), 1) }), "请先升级", "restore.newer"},
		"manifest":  {without(manifestName), "不是本程序的备份", "restore.not_a_backup"},
		"more":      {func(list []entry) []entry { return append(list, entry{"x", []byte("x")}) }, "备份已损坏或不完整", "restore.damaged"},
	} {
		file := rewritten(t, bad, c.change)
		zh, en := say("zh_CN.UTF-8", file), say("en_US.UTF-8", file)
		if !strings.Contains(zh, c.zh) || !strings.Contains(zh, c.code) || !strings.Contains(en, "["+c.code+"]") || strings.HasPrefix(zh, ":") || strings.ContainsAny(en, "备份") {
			t.Errorf("%s: %s%s", name, zh, en)
		}
		if left := fresh.left(); len(left) > 0 {
			t.Errorf("%s: left behind: %v", name, left)
		}
	}
	if zh := say("zh_CN.UTF-8", filepath.Join(fresh.dir, "nothing")); !strings.Contains(zh, "没有备份文件") {
		t.Error(zh)
	}

	// Another root key stays where it is, and nothing comes to lie beside it.
	key := filepath.Join(fresh.dir, secretFile)
	if err := os.WriteFile(key, []byte("another key"), 0o600); err != nil {
		t.Fatal(err)
	}
	if zh := say("zh_CN.UTF-8", good); !strings.Contains(zh, "restore.other_key") || !slices.Equal(fresh.left(), []string{key}) {
		t.Errorf("%s%v", zh, fresh.left())
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}

	fresh.run(exitOK, "restore", good)
	if said := fresh.run(exitOK, "user", "list"); !strings.Contains(said, "mei") {
		t.Error(said)
	}
	if zh := say("zh_CN.UTF-8", good); !strings.Contains(zh, "备份只能恢复到没有数据的位置") {
		t.Error(zh)
	}
}

// What fails after the checks takes back what it had put already.
func TestARestoreTakesBackWhatItHadPut(t *testing.T) {
	good := backedUp(t, "mei")
	fresh := installation{t, t.TempDir()}
	blocked := filepath.Join(fresh.dir, secretFile+".part") // so that the root key cannot be written
	if err := os.MkdirAll(filepath.Join(blocked, "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	fresh.run(exitFailed, "restore", good)
	if left := fresh.left(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := os.RemoveAll(blocked); err != nil {
		t.Fatal(err)
	}
	fresh.run(exitOK, "restore", good)
}
