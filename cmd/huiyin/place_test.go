package main

import (
	"os"
	"path"
	"strings"
	"testing"

	"huiyin/runtime/store/mongo/mongotest"
)

// fresh is the address of an empty MongoDB database, where a server is named for tests.
func fresh(t testing.TB) string { return mongotest.Fresh(t, os.Getenv, mongotest.Server) }

// onMongo makes a server keep everything in an empty MongoDB database.
func onMongo(t testing.TB) func(*Config) {
	address := fresh(t)
	return func(c *Config) { c.Store, c.Files = address, filesOf(address) }
}

// The scenarios that go through most of the product run on MongoDB too: the whole way of a suggestion, two people at one
// record, mail that comes back, receipts at night, and work sorted by scores.
func TestScenariosOnMongoDB(t *testing.T) {
	for _, file := range []string{"suggestion_sop_full/scenarios/five_steps.json", "suggestion_sop_full/scenarios/two_editors.json",
		"suggestion_closure/scenarios/bounce.json", "suggestion_intake/scenarios/night_receipt.json", "suggestion_triage/scenarios/scores_order_the_pool.json",
		"suggestion_intake/scenarios/duplicate_is_marked.json"} {
		t.Run(strings.TrimSuffix(path.Base(file), ".json"), func(t *testing.T) {
			t.Parallel()
			play(t, readScenario(t, file), onMongo(t))
		})
	}
}

func TestStoreNamesHideThePassword(t *testing.T) {
	for address, want := range map[string]string{
		"sqlite:./data/huiyin.db":                             "sqlite:./data/huiyin.db",
		"mongodb://u:p%40ss@a:1,b:2/huiyin?replicaSet=rs0":    "mongodb://a:1,b:2/huiyin",
		"mongodb+srv://u:p@ss@cluster.example.com/huiyin?w=1": "mongodb+srv://cluster.example.com/huiyin",
		"mongodb://localhost/huiyin":                          "mongodb://localhost/huiyin",
	} {
		if got := storeName(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

func TestUploadsLieBesideTheirStore(t *testing.T) {
	for _, tc := range []struct{ store, files, want string }{
		{"", "", "./data/files"}, {"mongodb://localhost/huiyin", "", "gridfs"}, {"mongodb://localhost/huiyin", "/shared", "/shared"},
	} {
		c, _, _ := consoleWith(map[string]string{"HUIYIN_STORE": tc.store, "HUIYIN_FILES": tc.files})
		cfg, _, err := configure(c, "serve", nil, nil)
		if err != nil || cfg.Files != tc.want {
			t.Errorf("%+v: %s %v", tc, cfg.Files, err)
		}
	}
	cfg := secretConfig(t.TempDir(), "a root key for tests only")
	cfg.Files = "gridfs"
	if err := startOnce(t, cfg); err == nil || !strings.Contains(err.Error(), "HUIYIN_FILES") {
		t.Errorf("uploads of SQLite in GridFS: %v", err)
	}
}

// With MongoDB the root key has no place of its own: it must be given, and be the one the store was written with.
func TestRootKeyOfMongoDB(t *testing.T) {
	change := onMongo(t)
	start := func(secrets ...string) error {
		cfg := secretConfig(t.TempDir(), secrets...)
		change(&cfg)
		return startOnce(t, cfg)
	}
	if err := start(); err == nil || !strings.Contains(err.Error(), "secret.unset") {
		t.Errorf("without a root key: %v", err)
	}
	if err := start("the first root key"); err != nil {
		t.Fatal(err)
	}
	if err := start("the second root key"); err == nil || !strings.Contains(err.Error(), "secret.wrong") {
		t.Errorf("a wrong root key was accepted: %v", err)
	}
	if err := start("the second root key", "the first root key"); err != nil {
		t.Errorf("rotation: %v", err)
	}
}

func TestStoreThatCannotBeReachedIsNamed(t *testing.T) {
	cfg := secretConfig(t.TempDir(), "a root key for tests only")
	cfg.Store = "mongodb://user:hidden@127.0.0.1:1/huiyin?serverSelectionTimeoutMS=200"
	err := startOnce(t, cfg)
	if err == nil || !strings.Contains(err.Error(), "127.0.0.1:1/huiyin") || strings.Contains(err.Error(), "hidden") {
		t.Errorf("got %v", err)
	}
}
