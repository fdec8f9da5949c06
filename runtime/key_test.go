package runtime_test

import (
	"slices"
	"strings"
	"testing"

	"huiyin/runtime"
)

func keys(t *testing.T, secrets ...string) *runtime.Keys {
	t.Helper()
	var raw [][]byte
	for _, s := range secrets {
		raw = append(raw, []byte(s))
	}
	k, err := runtime.NewKeys(raw...)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

const oldSecret, newSecret = "an old root secret 0123456789", "a new root secret 0123456789"

// N-02: what is sealed cannot be read without the key, is different every time, and opens again after rotation.
func TestSealOpenRotate(t *testing.T) {
	before := keys(t, oldSecret)
	a, b := before.Seal("13800138000"), before.Seal("13800138000")
	if a == b || strings.Contains(a, "138") {
		t.Fatalf("sealed twice: %q %q", a, b)
	}
	rotated := keys(t, newSecret, oldSecret)
	if plain, err := rotated.Open(a); err != nil || plain != "13800138000" {
		t.Fatalf("after rotation: %q %v", plain, err)
	}
	if _, err := keys(t, newSecret).Open(a); err == nil {
		t.Fatal("opened with a key that never sealed it")
	}
	if _, err := before.Open(a[:len(a)-2] + "AA"); err == nil {
		t.Fatal("a changed ciphertext was accepted")
	}
	v := map[string]any{"given": true}
	opened, err := before.OpenValue(before.SealValue(v))
	if err != nil || opened.(map[string]any)["given"] != true {
		t.Fatalf("value came back as %v, %v", opened, err)
	}
}

// Fingerprints find equal values of one field, in any letter case, and tell nothing across fields.
func TestBlind(t *testing.T) {
	k := keys(t, oldSecret)
	if k.Blind("email", "A@b.cn") != k.Blind("email", " a@b.cn") {
		t.Error("equal addresses differ")
	}
	if k.Blind("email", "a@b.cn") == k.Blind("phone", "a@b.cn") || k.Blind("email", "a@b.cn") == k.Blind("email", "a@b.com") {
		t.Error("different values are alike")
	}
}

// A link leads to its record for its purpose only; nobody can change one into another.
func TestLinks(t *testing.T) {
	l := runtime.Links{Keys: keys(t, oldSecret), Base: "https://example.com"}
	target := runtime.Target{App: "desk", Form: "ticket", ID: "r1", Gen: 2}
	code := l.Code("track", target)
	if got, ok := l.Read("track", code); !ok || got != target {
		t.Fatalf("read %+v %v", got, ok)
	}
	for _, bad := range []string{"", "x", strings.Replace(code, "r1", "r2", 1), strings.Replace(code, ".2.", ".3.", 1), code + "x", code[:len(code)-1]} {
		if _, ok := l.Read("track", bad); ok {
			t.Errorf("%q was accepted", bad)
		}
	}
	if _, ok := l.Read("survey", code); ok {
		t.Error("a tracking link opened a survey")
	}
}

func TestPassword(t *testing.T) {
	hash := runtime.HashPassword("correct horse")
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=65536,t=3,p=2$") {
		t.Fatalf("hash %q", hash)
	}
	if !runtime.CheckPassword(hash, "correct horse") || runtime.CheckPassword(hash, "correct horsf") || runtime.CheckPassword("", "x") || runtime.CheckPassword("$argon2id$broken", "x") {
		t.Fatal("password check")
	}
	if problems := runtime.CheckNewPassword("short", "admin"); !problems.Has("user.password_short") {
		t.Error("short password accepted")
	}
	if problems := runtime.CheckNewPassword("administrator", "Administrator"); !problems.Has("user.password_login") {
		t.Error("password equal to the login accepted")
	}
}

// What is tried first is refused, however it is dressed up; what is merely short of fancy is not.
func TestGuessedPasswords(t *testing.T) {
	easy := []string{"user.password_common", "user.password_of_login", "user.password_pattern"}
	for _, c := range [][3]string{{"P@ssw0rd!", "user.password_common", "password"}, {"huiyin123", "user.password_common", "huiyin"},
		{"li.mei2026", "user.password_of_login"}, {"abcabcabc", "user.password_pattern"}, {"qwer1234", "user.password_pattern"}} {
		problems := runtime.CheckNewPassword(c[0], "li.mei")
		if word, _ := problems[0].Params["word"].(string); len(problems) != 1 || problems[0].Code != c[1] || word != c[2] {
			t.Errorf("%q is refused with %v, want %v", c[0], problems, c[1:])
		}
	}
	for _, bad := range []string{"password", "Password1", "P@ssw0rd", "P@ssw0rd!", "password-123", "passwordpassword", "aaaaaaaa", "111111111111", "abababab", "abcabcabc", "        aaaaaaaa  ",
		"12345678", "87654321", "1234567890", "abcdefgh", "ABCDEFGH", "qwertyuiop", "poiuytrewq", "1qaz2wsx", "!@#$%^&*", "a12345678", "abc12345", "qwer1234", "aa123456",
		"admin2024", "admin@2024", "Admin#888", "woaini520", "woaini1314", "5201314520", "li.mei88", "li.mei2026", "huiyin123"} {
		if problems := runtime.CheckNewPassword(bad, "li.mei"); len(problems) != 1 || !slices.Contains(easy, problems[0].Code) || problems[0].Pointer != "/password" {
			t.Errorf("%q: %v", bad, problems)
		}
	}
	for _, good := range []string{"a good password", "correct horse", "echo-of-the-tests", "回音一定会来 2026", "tK3-vh9_Qx", "my password is long", "another new word", "北京欢迎你们大家", "&;=?%(-:", "limei and ruth"} {
		if problems := runtime.CheckNewPassword(good, "li.mei"); len(problems) != 0 {
			t.Errorf("%q: %v", good, problems)
		}
	}
	if problems := runtime.CheckNewPassword(strings.Repeat("@!$", 85), ""); len(problems) != 1 {
		t.Errorf("%v", problems)
	}
}
