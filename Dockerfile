# docker build -t cmglint . && docker run --rm -v "$PWD:/work" cmglint
#
# The program alone, on a system without a shell, as a user without rights. There is no git in it:
# `--baseline git:…`, --changed and --staged need a package that runs beside one.
FROM rust:1.95-bookworm AS build
WORKDIR /source
COPY . .
RUN cargo build --release --locked --package cmglint

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /source/target/release/cmglint /usr/local/bin/cmglint
COPY LICENSE-MIT LICENSE-APACHE /usr/share/doc/cmglint/
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/cmglint"]
CMD ["check"]
