package runtime

import (
	"crypto/rand"
	"encoding/base32"
	"time"
)

var alphabet = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

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
