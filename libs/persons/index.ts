export { eraseAgain, ErasureList, type Erasure } from './erasures.ts';
export { KEY_BYTES, masterKey, MasterKeys, type MasterKey, type MasterKeySource } from './master-keys.ts';
export { UnreadablePerson, type PersonalData } from './person-cipher.ts';
export { keptPersons, PersonRefused, Persons, type Person } from './persons.ts';
export { maskPhone, PHONE } from './phone.ts';
export { personsByKey, rewrapPersons, verifyPersons, type Unopened } from './rewrap.ts';
