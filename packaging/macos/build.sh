#!/bin/bash
# Build SAMuraiVision.app and its dmg; sign and notarise it where there is something to do it with.
#
#     bash packaging/macos/build.sh PYTHON [OUT]
#
# PYTHON is that of an environment that has the program and its `package` extra. From the environment:
#     SAMURAIVISION_SIGN_AS       "Developer ID Application: NAME (TEAM)"; without it the signature is ad hoc
#     SAMURAIVISION_NOTARY        a keychain profile, made once with: xcrun notarytool store-credentials
set -euo pipefail

python=${1:?"the Python to build with"}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=${2:-$root/dist}
work=$root/build

"$python" "$here/../bundle.py" --out "$out" --work "$work"
app=$out/SAMuraiVision.app
dmg=$out/$(cd "$here/.." && "$python" -c 'import product; print(product.archive_name("dmg"))')

sign() { codesign --force --timestamp --options runtime --sign "$SAMURAIVISION_SIGN_AS" "$@"; }

if [ -n "${SAMURAIVISION_SIGN_AS:-}" ]; then
    # From the inside out: notarisation refuses any library in it that is not signed.
    find "$app" -type f \( -name '*.so' -o -name '*.dylib' \) -print0 | while IFS= read -r -d '' library; do
        sign "$library"
    done
    sign --entitlements "$here/entitlements.plist" "$app/Contents/MacOS/samuraivision"
    sign --entitlements "$here/entitlements.plist" "$app"
else
    codesign --force --deep --sign - "$app"
fi
codesign --verify --deep --strict "$app"

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$dmg"
hdiutil create -volname SAMuraiVision -srcfolder "$stage" -fs HFS+ -format ULMO -quiet "$dmg"

if [ -n "${SAMURAIVISION_SIGN_AS:-}" ]; then
    codesign --timestamp --sign "$SAMURAIVISION_SIGN_AS" "$dmg"
fi
if [ -n "${SAMURAIVISION_NOTARY:-}" ]; then
    xcrun notarytool submit "$dmg" --keychain-profile "$SAMURAIVISION_NOTARY" --wait
    xcrun stapler staple "$dmg"
    spctl --assess --type open --context context:primary-signature "$dmg"
fi
du -sh "$app" "$dmg"
