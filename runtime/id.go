package runtime

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"time"
)

var alphabet = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// DerivedID returns the id that the same parts always have: what is made twice under it is made once. 20 characters.
func DerivedID(parts ...string) string {
	sum := sha256.New()
	for _, p := range parts {
		_, _ = fmt.Fprintf(sum, "%d:%s", len(p), p)
	}
	return alphabet.EncodeToString(sum.Sum(nil)[:12])
}

// NewID returns a fresh id: 48 bits of milliseconds, so that ids sort by age, and 48 random ones. 20 characters.
func NewID(now time.Time) string {
	var b [12]byte
	ms := now.UnixMilli()
	for i := 5; i >= 0; i-- {
		b[i] = byte(ms)
		ms >>= 8
	}
	if _, err := rand.Read(b[6:]); err != nil {
		panic(err)
	}
	return alphabet.EncodeToString(b[:])
}
