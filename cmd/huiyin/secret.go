package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// secretFile holds the generated root key, in the folder of the data it protects.
const secretFile = "secret"

// rootKeys returns the keys of this installation and proves that they are the ones the store was written with:
// the store keeps a sealed word that only the right key opens.
func rootKeys(ctx context.Context, cfg Config, st store.Store) (*runtime.Keys, error) {
	proof, err := readProof(ctx, st)
	if err != nil {
		return nil, err
	}
	secrets := cfg.Secrets
	if len(secrets) == 0 {
		secret, err := keptSecret(cfg, proof == nil)
		if err != nil {
			return nil, err
		}
		secrets = [][]byte{secret}
	}
	keys, err := runtime.NewKeys(secrets...)
	if err != nil {
		return nil, err
	}
	if proof != nil {
		if word, err := keys.Open(proof.Sealed); err != nil || word != proofWord {
			return nil, problem.List{problem.New("secret.wrong", "")}
		}
		if proof.Root == keys.ID() {
			return keys, nil
		}
	}
	return keys, writeProof(ctx, st, keys, proof)
}

// keptSecret reads the key beside an embedded store; create makes one when the store is new.
func keptSecret(cfg Config, create bool) ([]byte, error) {
	if _, embedded := cfg.SQLitePath(); !embedded {
		return nil, problem.List{problem.New("secret.unset", "")}
	}
	path := filepath.Join(cfg.DataDir(), secretFile)
	raw, err := os.ReadFile(path)
	if err == nil {
		return []byte(strings.TrimSpace(string(raw))), nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if !create {
		return nil, problem.List{problem.New("secret.missing", "", "path", path)}
	}
	secret := randomText(32)
	return []byte(secret), writePrivate(path, secret+"\n")
}

// writePrivate writes a new file that only its owner can read; it appears whole or not at all.
func writePrivate(path, text string) error {
	f, err := os.OpenFile(path+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err == nil {
		err = f.Sync()
	}
	if end := f.Close(); err == nil {
		err = end
	}
	if err != nil {
		return err
	}
	if err := os.Rename(path+".part", path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes the names in a folder durable: what is sealed with a key must not outlive the key's file in a power
// failure. Systems that cannot sync a folder need not.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	if err := folder.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, os.ErrPermission) && !errors.Is(err, os.ErrInvalid) {
		_ = folder.Close()
		return err
	}
	return folder.Close()
}

// randomText is n random bytes in URL-safe letters.
func randomText(n int) string {
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		panic(err) // the operating system has no randomness: nothing may go on
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

const (
	proofID   = "root"
	proofWord = "huiyin"
)

// proof is the document by which a store knows its root key.
type proof struct {
	ID     string `json:"_id"`
	Rev    int64  `json:"rev"`
	Root   string `json:"root"`
	Sealed string `json:"sealed"`
}

func readProof(ctx context.Context, st store.Store) (*proof, error) {
	docs, err := st.Get(ctx, runtime.Settings, proofID)
	if err != nil || len(docs) == 0 {
		return nil, err
	}
	var p proof
	return &p, json.Unmarshal(docs[0].Body, &p)
}

// writeProof makes the current root the store's, at the first start and after a rotation.
func writeProof(ctx context.Context, st store.Store, keys *runtime.Keys, old *proof) error {
	p := proof{ID: proofID, Root: keys.ID(), Sealed: keys.Seal(proofWord)}
	rev := int64(0)
	if old != nil {
		rev = old.Rev
	}
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	err = st.Write(ctx, store.Op{Collection: runtime.Settings, ID: proofID, IfRev: rev, Body: body})[0].Err
	if errors.Is(err, store.ErrConflict) {
		return problem.List{problem.New("secret.set_meanwhile", "")}
	}
	return err
}
