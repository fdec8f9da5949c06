package runtime

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Keys derives everything secret from one root key: field encryption, blind indexes, links, form tokens.
// Older roots still open what they sealed; the first root seals.
type Keys struct{ roots []root }

type root struct {
	id    string
	seal  cipher.AEAD
	blind []byte
	sign  []byte
}

const sealed = "enc:"

// NewKeys derives keys from root secrets of at least 16 bytes, the current one first.
func NewKeys(secrets ...[]byte) (*Keys, error) {
	k := &Keys{}
	for _, s := range secrets {
		if len(s) < 16 {
			return nil, errors.New("the root key must have at least 16 bytes")
		}
		r, err := newRoot(s)
		if err != nil {
			return nil, err
		}
		k.roots = append(k.roots, r)
	}
	if len(k.roots) == 0 {
		return nil, errors.New("a root key is required")
	}
	return k, nil
}

func newRoot(secret []byte) (root, error) {
	derive := func(purpose string) []byte {
		key, err := hkdf.Key(sha256.New, secret, []byte("huiyin"), purpose, 32)
		if err != nil {
			panic(err) // only for lengths no caller asks for
		}
		return key
	}
	block, err := aes.NewCipher(derive("fields"))
	if err != nil {
		return root{}, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return root{}, err
	}
	id := sha256.Sum256(derive("id"))
	return root{id: base64.RawURLEncoding.EncodeToString(id[:4]), seal: aead, blind: derive("blind"), sign: derive("links")}, nil
}

// ID tells which root seals now; the store keeps it as a check value.
func (k *Keys) ID() string { return k.roots[0].id }

// Seal encrypts text with AES-256-GCM: "enc:<root id>:<nonce and ciphertext>". Empty text stays empty.
func (k *Keys) Seal(text string) string {
	if text == "" {
		return ""
	}
	r := k.roots[0]
	nonce := make([]byte, r.seal.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		panic(err) // the operating system has no randomness: nothing may go on
	}
	return sealed + r.id + ":" + base64.RawURLEncoding.EncodeToString(r.seal.Seal(nonce, nonce, []byte(text), nil))
}

// Open decrypts what Seal made; text that was never sealed is returned as it is.
func (k *Keys) Open(text string) (string, error) {
	rest, ok := strings.CutPrefix(text, sealed)
	if !ok {
		return text, nil
	}
	id, body, _ := strings.Cut(rest, ":")
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return "", fmt.Errorf("sealed value: %w", err)
	}
	for _, r := range k.roots {
		if r.id != id || len(raw) < r.seal.NonceSize() {
			continue
		}
		plain, err := r.seal.Open(nil, raw[:r.seal.NonceSize()], raw[r.seal.NonceSize():], nil)
		if err != nil {
			return "", fmt.Errorf("sealed value: %w", err)
		}
		return string(plain), nil
	}
	return "", errors.New("sealed with a root key that is not configured")
}

// SealValue seals any JSON value; null stays null.
func (k *Keys) SealValue(v any) any {
	if v == nil {
		return nil
	}
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // record data holds JSON values only
	}
	return k.Seal(string(raw))
}

// OpenValue opens what SealValue made.
func (k *Keys) OpenValue(v any) (any, error) {
	s, ok := v.(string)
	if !ok || !strings.HasPrefix(s, sealed) {
		return v, nil
	}
	plain, err := k.Open(s)
	if err != nil {
		return nil, err
	}
	var out any
	return out, json.Unmarshal([]byte(plain), &out)
}

// Blind is the searchable fingerprint of a personal value: equal values of a field have equal fingerprints,
// and without the key nobody can compute or reverse them.
func (k *Keys) Blind(field string, v any) string {
	m := hmac.New(sha256.New, k.roots[0].blind)
	_, _ = fmt.Fprintf(m, "%s\x00%s", field, strings.ToLower(strings.TrimSpace(fmt.Sprint(v))))
	return field + ":" + base64.RawURLEncoding.EncodeToString(m.Sum(nil)[:12])
}

// Sign makes a short signature over the parts for a purpose; Verify checks it against every root.
func (k *Keys) Sign(purpose string, parts ...string) string { return sign(k.roots[0], purpose, parts) }

// Verify reports whether signature was made by Sign with the same purpose and parts.
func (k *Keys) Verify(signature, purpose string, parts ...string) bool {
	for _, r := range k.roots {
		if subtle.ConstantTimeCompare([]byte(signature), []byte(sign(r, purpose, parts))) == 1 {
			return true
		}
	}
	return false
}

// signatureLength is how many characters a signature has: 120 bits.
const signatureLength = 20

func sign(r root, purpose string, parts []string) string {
	m := hmac.New(sha256.New, r.sign)
	_, _ = m.Write([]byte(purpose))
	for _, p := range parts {
		_, _ = fmt.Fprintf(m, "\x00%d:%s", len(p), p)
	}
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil)[:signatureLength*3/4])
}
