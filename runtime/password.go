package runtime

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"huiyin/engine/problem"
)

// argon2id as RFC 9106 recommends where memory is scarce: 64 MiB, 3 passes, 4 lanes – kept to 2 here for 2 cores.
const (
	argonTime, argonMemory, argonLanes, argonKey = 3, 64 * 1024, 2, 32
	minPassword, maxPassword                     = 8, 256
)

// hashing limits how many passwords are hashed at once, so that a flood of sign-ins cannot eat the memory.
var hashing = make(chan struct{}, 2)

// stretch is argon2id. Its memory is given back at once: left to the collector, which is told to be lazy, a few
// sign-ins would hold several times what the whole program needs.
func stretch(password string, salt []byte, time, memory uint32, lanes uint8, size uint32) []byte {
	hashing <- struct{}{}
	defer func() { <-hashing }()
	key := argon2.IDKey([]byte(password), salt, time, memory, lanes, size)
	debug.FreeOSMemory()
	return key
}

// HashPassword returns the argon2id hash in PHC format.
func HashPassword(password string) string {
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		panic(err)
	}
	key := stretch(password, salt, argonTime, argonMemory, argonLanes, argonKey)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonLanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key))
}

// CheckPassword reports whether password belongs to hash. An unreadable hash matches nothing.
func CheckPassword(hash, password string) bool {
	salt, key, time, memory, lanes, err := readHash(hash)
	if err != nil {
		return false
	}
	got := stretch(password, salt, time, memory, lanes, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1
}

func readHash(hash string) (salt, key []byte, time, memory uint32, lanes uint8, err error) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return nil, nil, 0, 0, 0, errors.New("not an argon2id hash")
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &time, &lanes); err != nil {
		return nil, nil, 0, 0, 0, err
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return nil, nil, 0, 0, 0, err
	}
	key, err = base64.RawStdEncoding.DecodeString(parts[5])
	return salt, key, time, memory, lanes, err
}

// CheckNewPassword refuses passwords that are too short (blanks at the ends do not count), too long to be meant,
// equal to the login, or tried first by whoever guesses. Wherever somebody chooses a password, it is asked.
func CheckNewPassword(password, login string) problem.List {
	var problems problem.List
	if utf8.RuneCountInString(strings.TrimSpace(password)) < minPassword {
		problems.Add("user.password_short", "/password", "min", minPassword)
	}
	if len(password) > maxPassword {
		problems.Add("user.password_long", "/password", "max", maxPassword)
	}
	if strings.EqualFold(password, login) {
		problems.Add("user.password_login", "/password")
	} else if len(password) <= maxPassword {
		problems = append(problems, easy(password, login)...)
	}
	return problems
}

// easy says what makes a password easy to guess.
func easy(password, login string) problem.List {
	word, found := guessed(password, login)
	switch {
	case !found:
		return nil
	case word == "":
		return problem.List{problem.New("user.password_pattern", "/password")}
	case strings.EqualFold(word, strings.TrimSpace(login)):
		return problem.List{problem.New("user.password_of_login", "/password")}
	}
	return problem.List{problem.New("user.password_common", "/password", "word", word)}
}
