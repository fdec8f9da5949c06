package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func secretConfig(dir string, secrets ...string) Config {
	cfg := Config{Store: "sqlite:" + filepath.Join(dir, "huiyin.db"), Files: filepath.Join(dir, "files"), URL: "http://localhost"}
	for _, s := range secrets {
		cfg.Secrets = append(cfg.Secrets, []byte(s))
	}
	return cfg
}

func startOnce(t *testing.T, cfg Config) error {
	t.Helper()
	s, err := NewServer(t.Context(), cfg, Parts{Shelf: shelf()})
	if err != nil {
		return err
	}
	return s.Store.Close()
}

func TestGeneratedRootKeyIsPrivateAndKept(t *testing.T) {
	dir := t.TempDir()
	for i := 0; i < 2; i++ {
		if err := startOnce(t, secretConfig(dir)); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(filepath.Join(dir, secretFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
}

func TestWrongRootKeyIsRefused(t *testing.T) {
	dir := t.TempDir()
	const first, second = "the first root key", "the second root key"
	if err := startOnce(t, secretConfig(dir, first)); err != nil {
		t.Fatal(err)
	}
	if err := startOnce(t, secretConfig(dir, second)); err == nil || !strings.Contains(err.Error(), "secret.wrong") {
		t.Errorf("a wrong root key was accepted: %v", err)
	}
	if err := startOnce(t, secretConfig(dir)); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("a missing root key was replaced by a new one: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, secretFile)); err == nil {
		t.Error("a refused start left a new root key behind")
	}
	for _, ok := range [][]string{{first}, {second, first}, {second}} {
		if err := startOnce(t, secretConfig(dir, ok...)); err != nil {
			t.Errorf("rotation step %v: %v", ok, err)
		}
	}
	if err := startOnce(t, secretConfig(dir, first)); err == nil {
		t.Error("after the rotation the old root key alone is accepted")
	}
	if err := startOnce(t, secretConfig(dir, "short")); err == nil {
		t.Error("a short root key was accepted")
	}
}
